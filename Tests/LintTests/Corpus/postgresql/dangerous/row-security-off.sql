-- breaks: ban-alter-row-level-security
ALTER TABLE users DISABLE ROW LEVEL SECURITY;

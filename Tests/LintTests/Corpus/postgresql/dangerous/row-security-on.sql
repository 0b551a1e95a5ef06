-- breaks: ban-alter-row-level-security
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- breaks: ban-revoke
REVOKE SELECT ON users FROM reporting;

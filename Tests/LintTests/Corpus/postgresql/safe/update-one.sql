UPDATE settings SET value = 'on' WHERE name = 'feature';

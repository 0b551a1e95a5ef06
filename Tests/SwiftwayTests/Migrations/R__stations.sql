INSERT INTO station (call_sign) VALUES ('DL1ABC');

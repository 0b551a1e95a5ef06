CREATE TABLE station (call_sign TEXT, note TEXT DEFAULT '\ "café"	');

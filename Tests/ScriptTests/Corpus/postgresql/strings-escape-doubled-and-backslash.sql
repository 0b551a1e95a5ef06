select E'a''b\'c;''', E'\';''\''; select E'''';

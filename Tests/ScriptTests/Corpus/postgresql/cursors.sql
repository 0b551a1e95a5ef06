declare c scroll cursor with hold for select ';' from t; fetch forward 10 from c; move last in c; close c; close all;

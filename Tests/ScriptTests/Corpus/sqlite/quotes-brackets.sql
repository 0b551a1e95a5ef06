create table [a;b] ([c--d] int, [e/*f] text, [g'h] text); select [a;b].[c--d] from [a;b]; select [x"y;] from t;

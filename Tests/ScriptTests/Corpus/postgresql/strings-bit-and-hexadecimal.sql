select B'01\', X'5C\', x'ff'; select 1;

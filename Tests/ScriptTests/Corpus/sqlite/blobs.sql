insert into t values (x'3b', X'3B27', x''); select x'00' || ';'; select 1;

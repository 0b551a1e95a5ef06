insert into t select case when a = 1 then 'x' else 'y' end from u; select 1;
insert into t (a) values (case 1 when 1 then 'a;' end), ((case when (case 1 when 1 then 0 end) then 2 end));

select case when a then 1 else case b when ';' then 2 end end from t; update t set a = case when b then ';' end; select case a when 1 then 2 end as end;

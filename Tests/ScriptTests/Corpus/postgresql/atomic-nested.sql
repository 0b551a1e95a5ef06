create function outer_one() returns int language sql begin atomic
  create function inner_one() returns int language sql begin atomic select 1; end;
  select 2;
end;
select 8;

create or replace procedure transfer(from_id int, to_id int, amount numeric) language plpgsql as $$
<<outer_block>>
declare
  r record;
  c cursor (key int) for select * from accounts where id = key;
  text_with_tag text := $tag$ $ ; tag$tag$;
begin
  for r in execute 'select * from accounts where id in ($1, $2);' using from_id, to_id loop
    raise notice 'id %; balance %', r.id, r.balance;
    continue when r.balance is null;
  end loop;
  begin
    update accounts set balance = balance - amount where id = from_id;
    if not found then raise exception using errcode = 'P0002', message = format('no %s;', from_id); end if;
  exception when others then
    get stacked diagnostics text_with_tag = message_text; rollback; raise;
  end;
  commit;
end outer_block;
$$;

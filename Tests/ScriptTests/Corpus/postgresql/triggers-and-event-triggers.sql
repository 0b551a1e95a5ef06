create trigger a before insert or update of x, y on t for each row when (new.x is distinct from ';') execute function f(';');
create constraint trigger b after delete on t deferrable initially deferred for each row execute procedure g();
create or replace trigger c instead of insert on v for each row execute function f();
create event trigger d on ddl_command_end when tag in ('CREATE TABLE', 'a;b') execute function h();
alter table t disable trigger a; drop trigger a on t;

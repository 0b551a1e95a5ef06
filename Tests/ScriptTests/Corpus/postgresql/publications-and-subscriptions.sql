create publication p for all tables; alter publication p add table t where (a > 1); create publication q for tables in schema s;
create subscription s connection 'host=h;' publication p with (connect = false); alter subscription s refresh publication;
alter subscription s set publication q with (refresh = false); alter subscription s disable; drop subscription if exists s;

create table rule (rule int, "do" int); select (rule) from rule; alter rule r on t rename to s; drop rule s on t;

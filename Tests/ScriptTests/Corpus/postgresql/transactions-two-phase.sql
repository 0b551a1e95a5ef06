begin; insert into t values (1); prepare transaction 'a;b'; commit prepared 'a;b'; rollback prepared 'c';

select 1; \echo done

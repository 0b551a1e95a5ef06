vacuum (full, analyze) t (a, b); analyze verbose t; cluster t using i; cluster; checkpoint; discard all; discard temp;
reindex table t; reindex database d; reindex (concurrently) schema s; load 'x;'; lock table t in access exclusive mode nowait; truncate t, u restart identity cascade;

-- breaks: require-concurrent-reindex
REINDEX INDEX orders_pkey;

-- breaks: require-concurrent-reindex
REINDEX TABLE orders;

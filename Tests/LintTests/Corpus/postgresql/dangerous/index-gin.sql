-- breaks: require-concurrent-index-creation
CREATE INDEX docs_body ON docs USING gin (to_tsvector('english', body));

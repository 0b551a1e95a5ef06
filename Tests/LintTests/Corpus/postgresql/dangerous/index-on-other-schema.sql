-- breaks: require-concurrent-index-creation
CREATE TABLE audit.events (id bigint PRIMARY KEY, kind text);
CREATE INDEX events_kind ON public.events (kind);

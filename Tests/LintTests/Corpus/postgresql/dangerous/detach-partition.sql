-- breaks: require-concurrent-partition-detach
ALTER TABLE events DETACH PARTITION events_2020;

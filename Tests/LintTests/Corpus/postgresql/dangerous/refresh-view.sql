-- breaks: refresh-without-concurrently
REFRESH MATERIALIZED VIEW daily_totals;

-- breaks: identifier-too-long
CREATE INDEX CONCURRENTLY index_on_customers_by_first_name_and_last_name_and_date_of_birth_and_city ON customers (a);

-- breaks: adding-serial-primary-key-field
ALTER TABLE users ADD PRIMARY KEY (id);

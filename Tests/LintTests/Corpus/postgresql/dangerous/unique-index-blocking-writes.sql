-- breaks: require-concurrent-index-creation
CREATE UNIQUE INDEX idx_users_email ON public.users (lower(email));

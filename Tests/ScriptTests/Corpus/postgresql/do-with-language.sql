do language plpgsql $$ begin null; end $$; do $$ begin null; end; $$ language plpgsql; do 'begin null; end';

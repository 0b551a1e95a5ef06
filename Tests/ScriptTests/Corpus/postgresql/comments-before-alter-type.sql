-- add the value
alter type mood add value 'happy';
/* another */ alter type public.mood add value if not exists 'sad' before 'happy';

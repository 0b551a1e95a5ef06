-- breaks: ban-catalog-changes
DELETE FROM pg_enum WHERE enumlabel = 'old' AND enumtypid = 'mood'::regtype;

-- breaks: renaming-object
ALTER TYPE mood RENAME TO feeling;

-- breaks: renaming-object
ALTER VIEW v RENAME TO w;

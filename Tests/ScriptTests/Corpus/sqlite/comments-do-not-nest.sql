/* a /* b; */ select 1; /* c */ select 2; /**/ select 3; /***/ select 4; /* * / ; */ select 5;

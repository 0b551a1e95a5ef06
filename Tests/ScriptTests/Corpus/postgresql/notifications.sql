listen "a;b"; notify a, 'b;c'; unlisten *;

SELECT set_config('app.version', '2', false);

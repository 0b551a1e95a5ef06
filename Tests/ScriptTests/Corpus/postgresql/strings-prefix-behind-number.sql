select 1e'\';'; select 1b'\'; select 1x'\';

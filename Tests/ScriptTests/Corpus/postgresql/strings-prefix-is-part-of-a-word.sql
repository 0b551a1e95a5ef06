select type'a\'; select note'b\', be'\'; select _e'\';

select u & 'a\'; select u& 'b\';

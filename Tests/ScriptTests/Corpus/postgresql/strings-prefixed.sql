select B'1010', b'01', X'5C\', x'1F', N'national; text', n'lower; case';
select U&'d\0061t\+000061; x', u&'lower;', U&'with!0061;' UESCAPE '!';
select U&"d\0061t;a" from u&"x;y" as "U&";
select X'5C\'; select B'1\'; select N'\';
select abe'no prefix\', xb'none either;', _e'nor here\';

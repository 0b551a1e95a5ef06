select U&"a; select 1;

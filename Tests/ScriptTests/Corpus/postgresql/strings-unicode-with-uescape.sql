select U&'\0061;' uescape '!', u&'d!0061t\' UESCAPE '!'; select U&"a;b" uescape '!' from t;

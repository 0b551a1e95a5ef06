select e'it\'s; x'; select e'\\'; select e'\\\''; select e';\\\\';

attach 'a;b.db' as other; create table other.t (a); detach database other; vacuum; vacuum main into 'c;d.db';

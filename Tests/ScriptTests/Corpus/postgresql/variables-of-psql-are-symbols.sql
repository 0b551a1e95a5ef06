select :name, :'name;', :"name;"; select 1;

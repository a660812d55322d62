-- A plan that names what is not there stops its entity before a row is read.
create table item (id integer primary key, size integer);
insert into item values (1, 1);

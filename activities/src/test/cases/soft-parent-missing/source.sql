-- A soft parent that is not there leaves null, and the row goes on.
create table vet (id integer primary key);
insert into vet values (1);
create table pet (id integer primary key, vet_id integer);
insert into pet values (1, 1), (2, 99), (3, null), (4, 1);

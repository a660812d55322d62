-- A second run writes nothing new: what the first one brought is there, and what it rejected is rejected.
create table person (id integer primary key, name text, vet_id integer);
insert into person values (1, 'Ann', 2), (2, 'Bob', null), (3, null, null), (4, 'Eve', 9);
create table vet (id integer primary key);
insert into vet values (2);

-- A declared row stands in for parents that are missing; it is counted, and no legacy row.
create table office (id integer primary key, name text);
insert into office values (1, 'Main Street'), (2, null);
create table job (id integer primary key, office integer, boss integer);
insert into job values (1, 1, 1), (2, 2, 2), (3, 77, 77), (4, null, null);

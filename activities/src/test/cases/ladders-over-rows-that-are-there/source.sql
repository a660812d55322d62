-- An update finds parents by a ladder: how is kept for every row that is there, also where nothing fitted.
create table office (id integer primary key);
insert into office values (1), (2), (3);
create table person (id integer primary key, office integer, neighbour integer);
insert into person values (1, 1, 2), (2, null, 2), (3, null, null), (4, 1, null), (5, 77, null);

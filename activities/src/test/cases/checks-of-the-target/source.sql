-- A CHECK refuses what is false and lets NULL pass; over several columns it names none.
create table span (id integer primary key, low integer, high integer);
insert into span values (1, 1, 2), (2, 0, 2), (3, 5, 4), (4, null, 4), (5, 5, null), (6, null, null), (7, -1, -2);

-- No step fits: without `missing` the row is rejected, or waits for the first parent it names.
create table office (id integer primary key, name text);
insert into office values (1, 'One'), (2, null);
create table patient (id integer primary key, office integer, other integer);
insert into patient values (1, 1, 2), (2, 77, 1), (3, 77, 78), (4, null, 78), (5, 2, 78), (6, null, null), (7, null, 2);

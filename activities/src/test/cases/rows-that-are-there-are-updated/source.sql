-- The conflict action `update`: what differs is overwritten, whoever wrote it, and kept as it was.
create table person (id integer primary key, name text, city text);
insert into person values
  (1, 'Ann', 'Rome'), (2, 'Bob', 'Oslo'), (3, 'Eve', null), (4, null, 'Bonn'), (5, 'Leo', 'Graz');

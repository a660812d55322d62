-- Rows that are there stay as they are; whether they differ is counted, and the columns are named.
create table person (id integer primary key, name text, city text);
insert into person values
  (1, 'Ann', 'Rome'), (2, 'Bob', 'Oslo'), (3, 'Eve', null), (4, 'Ida', 'Bonn'), (5, 'Leo', 'Graz');

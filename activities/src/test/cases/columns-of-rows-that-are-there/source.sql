-- `mode: update`: what is empty is filled, what is ours is updated, what others wrote stays.
create table person (id integer primary key, name text, city text, phone text);
insert into person values
  (1, 'Ann', 'Rome', null), (2, 'Bob', 'Oslo', '22'), (3, 'Eve', 'Kiel', '33'), (4, 'Ida', 'Bonn', null),
  (5, 'Leo', 'Graz', '55');
create table move (person_id integer primary key, city text, phone text);

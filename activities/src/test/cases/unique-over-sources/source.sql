-- A value that one row may hold is settled over all sources: the first source and its lowest key win.
create table patient (id integer primary key, email text);
insert into patient values (5, 'ann@example.org'), (7, 'Bob@example.org'), (9, 'ann@example.org');
create table doctor (id integer primary key, email text);
insert into doctor values
  (1, 'ANN@example.org'), (5, 'carl@example.org'), (6, 'CARL@example.org'), (7, 'here@example.org');

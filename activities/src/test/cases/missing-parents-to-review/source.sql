-- A person sees each missing parent, but not those that came in the end.
create table team (id integer primary key, lead integer);
create table person (id integer primary key);
insert into team values (1, 10), (2, 99), (3, null);
insert into person values (10);

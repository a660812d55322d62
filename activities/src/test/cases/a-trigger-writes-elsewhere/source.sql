-- A trigger that fails on a table of its own costs the row it was fired for, like any other.
create table person (id integer primary key, name text);
insert into person values (1, 'Ann'), (2, 'far too long a name'), (3, 'Bob'), (4, null);

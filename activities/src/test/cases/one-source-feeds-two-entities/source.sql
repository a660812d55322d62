-- One legacy table may feed two entities; each counts all of its rows, and leaves out what is not its own.
create table account (id integer primary key, name text, is_staff boolean);
insert into account values (1, 'Ann', true), (2, 'Bob', false), (3, 'Eve', true), (4, null, null), (5, 'Ida', false);

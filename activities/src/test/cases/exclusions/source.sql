-- Rows that a plan leaves out are counted by the name of the reason, the first one that holds.
create table person (id integer primary key, name text, gone boolean);
insert into person values
  (1, 'Ann', false), (2, 'TEST one', false), (3, 'Bob', true), (4, 'TEST two', true),
  (5, 'Eve', null), (6, null, false);

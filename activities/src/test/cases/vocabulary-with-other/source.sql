-- A code that nobody knows becomes the vocabulary's other word, and the row is tagged.
create table pet (id integer primary key, kind integer);
insert into pet values (1, 1), (2, 2), (3, 7), (4, null), (5, 8);

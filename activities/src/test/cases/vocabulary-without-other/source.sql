-- A code that nobody knows costs its row when the vocabulary has no other word; null stays null.
create table pet (id integer primary key, kind text);
insert into pet values (1, 'c'), (2, 'C'), (3, 'd'), (4, null), (5, '');

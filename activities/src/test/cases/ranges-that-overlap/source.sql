-- An exclusion constraint costs the row that overlaps one that came before it.
create table stay (id integer primary key, low integer, high integer);
insert into stay values (1, 1, 5), (2, 4, 6), (3, 6, 9), (4, 8, 8), (5, 20, 21), (6, 1, 30);

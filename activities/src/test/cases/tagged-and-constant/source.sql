-- A column may tell what happened to the row, and another one may be the same for every row.
create table person (id integer primary key, email text);
insert into person values (1, 'ann@example.test'), (2, ''), (3, 'bob at home'), (4, null);

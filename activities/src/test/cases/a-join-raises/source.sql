-- A join that raises stops the entity: nothing can be told of any row.
create table person (id integer primary key, town text);
insert into person values (1, '1'), (2, 'two'), (3, '1');
create table town (id integer, name text);
insert into town values (1, 'Bern');

-- The conflict action `reject`: a row that is there with other values costs the source's row.
create table person (id integer primary key, name text, city text);
insert into person values (1, 'Ann', 'Rome'), (2, 'Bob', 'Oslo'), (3, 'Eve', null);

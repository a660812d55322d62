-- A row to update that is not there is rejected, or waits when the row that brings it was rejected.
create table person (id integer primary key, name text);
insert into person values (1, 'Ann'), (2, null), (3, 'Eve');
create table move (person_id integer primary key, city text);
insert into move values (1, 'Rome'), (2, 'Oslo'), (4, 'Bonn');

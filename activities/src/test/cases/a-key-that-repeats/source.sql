-- A join that brings two rows for one key stops its entity: rows could not be accounted for.
create table person (id integer primary key);
insert into person values (1), (2);
create table phone (person_id integer, number text);
insert into phone values (1, '11'), (1, '12'), (2, '21');

-- A row without its hard parent is rejected: no parent is invented. A null parent is its own reason.
create table owner (id integer primary key);
insert into owner values (1);
create table pet (id integer primary key, owner_id integer);
insert into pet values (1, 1), (2, 99), (3, null), (4, 1);

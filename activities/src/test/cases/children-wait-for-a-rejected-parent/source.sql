-- One bad parent is one root cause: its children are deferred under it, and theirs under them.
create table owner (id integer primary key, name text);
insert into owner values (1, 'Ann'), (2, null);
create table pet (id integer primary key, owner_id integer);
insert into pet values (1, 1), (2, 2), (3, 2), (4, 1);
create table visit (id integer primary key, pet_id integer);
insert into visit values (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 77);

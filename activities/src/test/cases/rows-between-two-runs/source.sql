-- What the source brought, repaired or changed since the first run is the second one's: new rows are
-- inserted, repaired ones resolved with the children that waited, changed ones kept and counted.
create table owner (id integer primary key, name text);
insert into owner values (1, 'Ann'), (2, null), (3, 'Eve');
create table pet (id integer primary key, owner_id integer);
insert into pet values (1, 1), (2, 2), (3, 3), (4, 2);

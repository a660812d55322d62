-- A placeholder that the target refuses stops the entity that needs it, before its first row.
create table office (id integer primary key, name text);
insert into office values (1, 'Main Street');
create table job (id integer primary key, office integer);
insert into job values (1, 1), (2, 77);

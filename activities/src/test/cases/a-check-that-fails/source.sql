-- What must hold afterwards is asked of the target, and the keys that offend are kept.
create table person (id integer primary key, name text);
insert into person values (1, 'Ann'), (2, ''), (3, 'Bob'), (4, '');

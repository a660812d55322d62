-- A table without a row is loaded, balanced and done; so is one with one row.
create table nothing (id integer primary key);
create table one (id integer primary key);
insert into one values (1);

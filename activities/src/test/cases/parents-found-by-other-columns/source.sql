-- A parent may be looked up by any unique column, of text or of another type than the legacy one.
create table country (code text primary key, name text);
insert into country values ('de', 'Germany'), ('at', 'Austria');
create table city (id integer primary key, country text, mayor text, twin text);
insert into city values (1, 'de', '7', 'Germany'), (2, 'AT', '8', null), (3, 'at', 'x', 'Austria'), (4, 'de', null, 'Nowhere');
create table person (id integer primary key);
insert into person values (7), (8);

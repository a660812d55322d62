-- Without a column that tells the sources apart, the second row with a key is rejected, not taken for
-- the first.
create table old_code (id integer primary key, name text);
insert into old_code values (1, 'old one'), (2, 'old two'), (4, 'old four');
create table new_code (id integer primary key, name text);
insert into new_code values (2, 'new two'), (3, 'new three');

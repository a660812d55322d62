-- A unique address, cleansed by `email`, that another row holds already, in the target or the batch.
create table person (id integer primary key, email text);
insert into person values
  (1, 'Ann@example.test'), (2, 'ann@example.test '), (3, 'bob@example.test'), (4, 'no address');

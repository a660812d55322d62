-- What belongs to a row but stands in other tables is gathered by a sub-query of its column.
create table purchase (id integer primary key);
insert into purchase values (1), (2), (3), (4);
create table item (id integer primary key, purchase_id integer, name text, cents integer);
create index on item (purchase_id);
insert into item values
  (1, 1, 'wire', 250), (2, 1, 'bracket', 1200), (3, 3, 'band', 5), (4, 3, 'band', 5), (5, 99, 'lost', 1);

-- A row with several faults has one code: that of the first that is looked for, whatever the batch.
create table owner (id integer primary key);
insert into owner values (1);
create table pet (id integer primary key, owner_id integer, kind text, name text, weight text, chip text);
insert into pet values
  (1, 1, 'c', 'Tom', '4', 'a'),
  (2, 99, 'z', null, 'heavy', 'a'),
  (3, 99, 'c', null, 'heavy', 'a'),
  (4, 99, 'c', null, '-4', 'a'),
  (5, 1, 'c', null, '-4', 'a'),
  (6, 1, 'c', 'Rex', '-4', 'a'),
  (7, 1, 'c', 'Rex', '4', 'a');

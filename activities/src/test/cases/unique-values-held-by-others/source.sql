-- Another unique index than the conflict key: partial, over an expression, over two columns.
create table person (id integer primary key, email text, active boolean, room text, bed integer);
insert into person values
  (1, 'ann@example.test', true, 'r1', 1),
  (2, 'ANN@example.test', true, 'r1', 2),
  (3, 'ann@example.test', false, 'r1', 3),
  (4, 'bob@example.test', true, 'r1', 1),
  (5, 'held@example.test', true, 'r2', 1),
  (6, null, true, 'r2', null),
  (7, null, true, 'r2', null),
  (8, 'eve@example.test', true, 'r1', 2);

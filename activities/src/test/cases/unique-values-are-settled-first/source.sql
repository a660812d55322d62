-- The lowest key keeps a value that one row only may hold, unless the target has it; losers are tagged.
create table person (id integer primary key, email text);
insert into person values
  (1, 'ann@example.test'), (2, 'bob@example.test'), (3, 'ANN@example.test'), (4, 'eve@example.test'),
  (5, null), (6, 'ann@example.test '), (7, 'held@example.test');

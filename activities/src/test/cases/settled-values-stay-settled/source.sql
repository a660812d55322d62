-- In a second run a row that holds its unique value still holds it, whatever the conflict key is.
create table person (id integer primary key, code text, email text);
insert into person values
  (1, 'a', 'ann@example.test'), (2, 'b', 'ann@example.test'), (3, 'c', 'eve@example.test');

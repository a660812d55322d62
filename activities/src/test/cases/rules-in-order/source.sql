-- Rules are applied in the order in which they are written, each to what the one before left.
create table person (id integer primary key, name text, nick text, phone text, email text);
insert into person values
  (1, '  Ann   Lee ', ' N/A ', '+49 (30) 123 45', ' Ann@Example.TEST '),
  (2, E'\u00a0', 'none', '1', 'no address'),
  (3, null, null, null, null),
  (4, 'Ünsal "Ü" O''Neil, a man of many names', 'Ü', '030/12345', 'u@example.test');

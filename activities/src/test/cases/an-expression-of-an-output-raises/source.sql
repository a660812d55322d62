-- Where a key gives several rows, an expression that raises costs one of them.
create table measured (id integer primary key, morning text, noon text, evening text);
insert into measured values
  (1, '36', '37', '38'), (2, '36', 'x', '38'), (3, 'x', '37', 'x'), (4, 'x', 'y', 'z'), (5, '36', '37', '38');

-- Fields of an object: nulls are left out, texts are quoted, tags stand beside them.
create table pet (id integer primary key, name text, weight numeric, seen timestamp, note text);
insert into pet values
  (1, 'Tom', 4.20, '2024-02-29 08:00', E'a "quoted"\nline \\ and {brace}'),
  (2, null, null, null, null),
  (3, 'a name far too long', 1e3, null, '');

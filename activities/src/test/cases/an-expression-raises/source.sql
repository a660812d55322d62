-- An expression that raises costs its row: the others arrive, also when they come after it.
create table person (id integer primary key, email text, age text, weight integer, gone boolean);
insert into person values
  (1, 'a@example.org', '30', 60, false), (2, 'B@example.org', 'thirty', 61, false),
  (3, 'c@example.org', '32', 0, false), (4, 'd@example.org', 'none', 0, true),
  (5, 'e@example.org', '33', null, false), (6, 'B@example.org', '34', 62, false),
  (7, 'g@example.org', '1', 63, false), (8, 'h@example.org', '99999999999', 64, false),
  (9, 'i@example.org', 'x', 0, false), (10, 'j@example.org', 'y', 65, false),
  (11, 'k@example.org', '36', 66, null);
create table pet (person_id integer, name text);
insert into pet values (1, 'Tom'), (7, 'Rex'), (7, 'Rexa');

create table persons (id uuid primary key, legacy_id integer unique, name text, city text);
insert into persons values
  ('00000000-0000-0000-0000-000000000001', 1, 'Ann', 'Rome'),
  ('00000000-0000-0000-0000-000000000002', 2, 'Robert', 'Oslo'),
  ('00000000-0000-0000-0000-000000000003', 3, 'Evelyn', 'Rome'),
  ('00000000-0000-0000-0000-000000000009', null, 'Somebody', 'else');

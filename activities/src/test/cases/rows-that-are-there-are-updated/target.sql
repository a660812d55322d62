create table persons (
  id uuid primary key, legacy_id integer unique, name text not null, city text, note text);
insert into persons values
  ('00000000-0000-0000-0000-000000000001', 1, 'Ann', 'Rome', 'the same'),
  ('00000000-0000-0000-0000-000000000002', 2, 'Robert', 'Oslo', 'other name'),
  ('00000000-0000-0000-0000-000000000003', 3, 'Eve', 'Kiel', 'a city that the source has not'),
  ('00000000-0000-0000-0000-000000000004', 4, 'Ida', 'Bonn', 'the source has no name'),
  ('00000000-0000-0000-0000-000000000009', null, 'Somebody', 'else', null);

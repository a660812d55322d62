create table persons (
  id uuid primary key, legacy_id integer unique, email text, active boolean, room text, bed integer,
  unique (room, bed));
create unique index persons_active_email on persons (lower(email)) where active;
insert into persons values
  ('00000000-0000-0000-0000-000000000001', null, 'held@example.test', true, 'r9', 9);

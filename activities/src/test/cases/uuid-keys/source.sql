-- The old keys may be UUIDs.
create table device (serial uuid primary key, name text);
insert into device values
  ('ffffffff-0000-0000-0000-000000000000', 'last'), ('00000000-0000-0000-0000-000000000000', 'first'),
  ('0a000000-0000-0000-0000-000000000001', 'second'), ('A0000000-0000-0000-0000-000000000001', 'third'),
  ('b0000000-0000-0000-0000-000000000001', null);

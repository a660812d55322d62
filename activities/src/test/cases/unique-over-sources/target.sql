create table members (
  id uuid primary key, kind text not null, legacy_id integer, email text, status text not null,
  unique (kind, legacy_id));
create unique index on members (lower(email));
insert into members values
  ('00000000-0000-0000-0000-000000000001', 'staff', 7, 'Here@example.org', 'valid');

create table persons (
  id uuid primary key, legacy_id integer, code text not null unique, name text not null);
insert into persons values ('00000000-0000-0000-0000-000000000001', null, 'held', 'Somebody');

create table items (
  id uuid primary key, legacy_id integer unique, code varchar(5) unique, weight integer unique);

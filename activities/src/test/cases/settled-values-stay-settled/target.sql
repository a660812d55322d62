create table persons (
  id uuid primary key, legacy_id integer unique, code text not null unique, email text unique);

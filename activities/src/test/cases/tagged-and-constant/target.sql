create table persons (
  id uuid primary key,
  legacy_id integer unique not null,
  email text,
  email_state text not null,
  system text not null);

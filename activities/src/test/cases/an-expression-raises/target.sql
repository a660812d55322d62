create table people (
  id uuid primary key, legacy_id integer unique not null, email text unique, age integer, share numeric,
  pet text, status text);

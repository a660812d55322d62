create table pets (
  id uuid primary key,
  legacy_id integer unique not null,
  kind text check (kind in ('cat', 'dog')));

create table pets (
  id uuid primary key,
  legacy_id integer unique not null,
  kind text not null check (kind in ('cat', 'dog', 'other', 'unknown')),
  metadata jsonb not null);

create table patients (
  id uuid primary key,
  legacy_id integer unique,
  visits integer not null,
  last_seen date,
  last_weight numeric,
  notes jsonb not null);

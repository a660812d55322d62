create table owners (id uuid primary key, legacy_id integer unique);
create table pets (
  id uuid primary key,
  legacy_id integer unique,
  owner_id uuid not null references owners,
  kind text,
  name text not null,
  weight integer check (weight > 0),
  chip text unique);

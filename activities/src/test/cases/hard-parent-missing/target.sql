create table owners (id uuid primary key, legacy_id integer unique not null);
create table pets (
  id uuid primary key,
  legacy_id integer unique not null,
  owner_id uuid not null references owners);

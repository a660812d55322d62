create table owners (id uuid primary key, legacy_id integer unique not null, name text not null);
create table pets (
  id uuid primary key,
  legacy_id integer unique not null,
  owner_id uuid not null references owners);
create table visits (
  id uuid primary key,
  legacy_id integer unique not null,
  pet_id uuid not null references pets);

create table vets (id uuid primary key, legacy_id integer unique);
create table persons (
  id uuid primary key,
  legacy_id integer unique,
  name text not null,
  vet_id uuid references vets,
  made_at timestamptz default now());

create table vets (id uuid primary key, legacy_id integer unique not null);
create table pets (
  id uuid primary key, legacy_id integer unique not null, vet_id uuid references vets);

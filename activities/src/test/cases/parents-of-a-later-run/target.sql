create table vets (id uuid primary key, legacy_code text unique not null);
create table pets (
  id uuid primary key,
  legacy_id integer unique not null,
  vet_id uuid references vets,
  second_vet_id uuid references vets
);
-- The row that was there is not ours: its reference does not wait.
insert into pets values ('00000000-0000-4000-8000-000000000006', 6, null, null);

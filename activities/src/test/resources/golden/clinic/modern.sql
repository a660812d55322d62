create table owners (
  id uuid primary key,
  legacy_id integer unique,
  name text not null
);

create table vets (
  id uuid primary key,
  legacy_code text unique,
  name text
);

create table pets (
  id uuid primary key,
  legacy_id integer unique,
  owner_id uuid not null references owners,
  vet_id uuid references vets,
  name varchar(40) not null constraint pets_name_is_known check (name <> '?'),
  chip text,
  kind text not null,
  active boolean not null,
  born date constraint pets_born_in_this_age check (born > '1990-01-01'),
  metadata jsonb not null
);
create unique index pets_one_active_chip on pets (lower(chip)) where active;

create table owners (id uuid primary key, legacy_id integer unique, name text not null);
create table pets (
  id uuid primary key, legacy_id integer unique, owner_id uuid not null references owners);

create table persons (id uuid primary key, legacy_id integer unique not null);
create table teams (
  id uuid primary key, legacy_id integer unique not null, lead_id uuid references persons);

create table countries (id uuid primary key, code text unique not null, name text unique not null);
create table people (id uuid primary key, legacy_id integer unique);
create table cities (
  id uuid primary key,
  legacy_id integer unique,
  country_id uuid not null references countries,
  mayor_id uuid references people,
  twin_id uuid references countries);

create table practices (id uuid primary key, legacy_id integer unique, name text not null);
create table patients (
  id uuid primary key,
  legacy_id integer unique not null,
  practice_id uuid not null references practices
);

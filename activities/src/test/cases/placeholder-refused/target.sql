create table practices (
  id uuid primary key, legacy_id integer unique, name text not null check (name <> ''));
create table jobs (
  id uuid primary key, legacy_id integer unique not null, practice_id uuid references practices);

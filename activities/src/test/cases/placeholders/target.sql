create table practices (
  id uuid primary key,
  legacy_id integer unique,
  name text not null,
  settings jsonb not null
);
create table jobs (
  id uuid primary key,
  legacy_id integer unique not null,
  practice_id uuid not null references practices,
  boss_id uuid references practices
);

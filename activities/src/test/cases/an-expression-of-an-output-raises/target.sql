create table readings (
  id uuid primary key, legacy_id integer not null, at text not null, degrees integer not null,
  unique (legacy_id, at));

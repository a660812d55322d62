create table people (id uuid primary key, legacy_id integer unique not null, name text not null);
create table messages (
  id uuid primary key,
  legacy_table text not null,
  legacy_id bigint not null,
  person_id uuid not null references people,
  body text not null,
  kind text not null,
  metadata jsonb,
  unique (legacy_table, legacy_id)
);

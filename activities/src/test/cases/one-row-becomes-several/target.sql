create table notes (
  id uuid primary key,
  legacy_id integer not null,
  section text not null,
  content varchar(12) not null,
  written_by text,
  weight integer,
  unique (legacy_id, section)
);

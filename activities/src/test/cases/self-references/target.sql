create table people (
  id uuid primary key,
  legacy_id integer unique not null,
  chief_id uuid references people,
  mentor_id uuid references people
);

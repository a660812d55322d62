create table seats (
  id uuid primary key,
  legacy_id integer unique not null,
  neighbour_id uuid references seats,
  check (neighbour_id <> id)
);

create table seats (
  id uuid primary key,
  hall text not null,
  row_no integer not null,
  price integer,
  unique (hall, row_no));

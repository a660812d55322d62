create table spans (
  id uuid primary key,
  legacy_id integer unique,
  low integer constraint low_is_positive check (low > 0),
  high integer,
  constraint low_is_below_high check (low < high));

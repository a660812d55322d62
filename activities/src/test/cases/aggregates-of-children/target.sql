create table orders (
  id uuid primary key, legacy_id integer unique not null, items integer not null,
  total numeric(10, 2), names jsonb not null, dearest text);

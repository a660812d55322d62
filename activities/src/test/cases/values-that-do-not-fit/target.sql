create type colour as enum ('red', 'green');
create domain score as integer constraint score_range check (value between 0 and 10);
create table readings (
  id uuid primary key,
  legacy_id integer unique,
  amount integer,
  born date,
  name varchar(5) not null,
  price numeric(5, 2),
  ok boolean,
  paint colour,
  points score,
  seen timestamptz,
  ref uuid);

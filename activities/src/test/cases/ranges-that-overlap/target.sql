create table stays (
  id uuid primary key,
  legacy_id integer unique,
  span int4range,
  constraint no_overlap exclude using gist (span with &&));

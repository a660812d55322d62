create table samples (
  id uuid primary key, legacy_id integer unique, a bigint[], b bytea, i interval, t timestamptz, n numeric,
  f double precision, r daterange, j json, m text,
  bytes_of_m integer generated always as (octet_length(m)) stored);

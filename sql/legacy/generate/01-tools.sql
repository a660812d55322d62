-- Synthetic data for the legacy system, with the faults of the real one.
--
-- Set these on the session, then run the files of this directory in the order of their names, in
-- one transaction, on a database that has just received schema.sql; keys.sql comes last:
--
--     crosswalk.scale           1 is the production of July 2025: 9,101 users, 25,000 instructions
--     crosswalk.seed            any text; the same seed gives the same rows on every PostgreSQL
--     crosswalk.quirks          all, none, or a list such as Q-01,Q-42
--     crosswalk.notifications   true or false: five million rows at scale 1
--
-- docs/legacy-data.md says where each count comes from. The ordinals of files 03 and 04 settle who
-- and what there is; the later files write it down.
--
-- How it stays deterministic: chance is pg_temp.pick, an md5 of seed, table, row and purpose; for
-- the large tables pg_temp.roll, one md5 a row, of which pg_temp.die reads parts. Rows are picked
-- by their ordinal, not by their id. Nothing uses the clock, random(), collation order, logarithms
-- or the printed form of a float: those differ between versions and machines.
--
-- How quirks stay apart: which rows a quirk would touch is settled whether it is switched on or
-- not, so switching one on changes nothing but what it is about. (Q-52 is about every key, Q-13
-- about every patient's doctor, and with him office and language.)
--
-- Everything is invented. Addresses are under example.org, example.com and example.test.

-- Refusals ---------------------------------------------------------------------------------------

do $$
begin
  if to_regclass('crosswalk_synthetic') is null then
    raise exception 'This database is not marked as synthetic (no table crosswalk_synthetic); nothing was written.';
  end if;
  if exists (select 1 from crosswalk_synthetic)
   or exists (select 1 from auth_user)
   or exists (select 1 from dispatch_office)
   or exists (select 1 from dispatch_patient) then
    raise exception 'This database already holds data; generate into an empty one. Nothing was written.';
  end if;
  if coalesce(current_setting('crosswalk.seed', true), '') = '' then
    raise exception 'crosswalk.seed is not set.';
  end if;
  if coalesce(current_setting('crosswalk.scale', true), '') !~ '^[0-9]*\.?[0-9]+$'
   or current_setting('crosswalk.scale')::numeric = 0 then
    raise exception 'crosswalk.scale must be a positive number.';
  end if;
  if coalesce(current_setting('crosswalk.quirks', true), '') !~ '^(all|none|Q-[0-9]+(\s*,\s*Q-[0-9]+)*)$' then
    raise exception 'crosswalk.quirks must be all, none, or a list such as Q-01,Q-42.';
  end if;
  if coalesce(current_setting('crosswalk.notifications', true), '') not in ('true', 'false') then
    raise exception 'crosswalk.notifications must be true or false.';
  end if;
end
$$;

-- Compiling these long expressions costs more than running them; not every version knows the setting.
do $$
begin
  if current_setting('jit', true) is not null then
    perform set_config('jit', 'off', true);
  end if;
end
$$;

-- Tools ------------------------------------------------------------------------------------------

-- Chance: a number in [0, 1) that depends on the seed, the table, the row and the purpose only.
create or replace function pg_temp.pick(text, bigint, text)
returns double precision
language sql stable as $$
  select ('x' || substr(md5(current_setting('crosswalk.seed') || '|' || $1 || '|' || $2::text || '|' || $3), 1, 13))::bit(52)::bigint
    / 4503599627370496::double precision
$$;

-- The same for the large tables: one throw a row, of which five dice can be read. Where a throw is
-- read more than once, OFFSET 0 keeps the planner from throwing again for each die.
create or replace function pg_temp.roll(text, bigint)
returns text
language sql stable as $$
  select md5(current_setting('crosswalk.seed') || '|' || $1 || '|' || $2::text)
$$;

create or replace function pg_temp.die(text, integer)
returns double precision
language sql immutable as $$
  select ('x' || substr($1, 6 * $2 - 5, 6))::bit(24)::integer / 16777216::double precision
$$;

-- Spreads $2 marks evenly over $3 rows: how many of the first $1 rows bear one.
create or replace function pg_temp.spread(bigint, bigint, bigint)
returns bigint
language sql immutable as $$
  select $1 * $2 / $3
$$;

-- The row that bears mark $1 of $2 over $3 rows.
create or replace function pg_temp.bearer(bigint, bigint, bigint)
returns bigint
language sql immutable as $$
  select ($1 * $3 + $2 - 1) / $2
$$;

-- The element of a list at a fraction of its length.
create or replace function pg_temp.among(text[], double precision)
returns text
language sql immutable as $$
  select $1[1 + floor($2 * array_length($1, 1))::integer]
$$;

-- A count of production at this scale, but never below the second argument.
create or replace function pg_temp.sized(integer, integer)
returns integer
language sql stable as $$
  select greatest($2, round($1 * current_setting('crosswalk.scale')::numeric)::integer)
$$;

-- Whether a quirk is switched on.
create or replace function pg_temp.planted(text)
returns boolean
language sql stable as $$
  select current_setting('crosswalk.quirks') = 'all'
    or $1 = any (regexp_split_to_array(current_setting('crosswalk.quirks'), '\s*,\s*'))
$$;

-- The distance of a key from the one before (Q-52): about half of the numbers are unused.
create or replace function pg_temp.gap(text, bigint)
returns integer
language sql stable as $$
  select case
    when not pg_temp.planted('Q-52') then 1
    when pg_temp.pick($1, $2, 'gap') < 0.850 then 1
    when pg_temp.pick($1, $2, 'gap') < 0.998 then 2 + floor(pg_temp.pick($1, $2, 'step') * 5)::integer
    else 50 + floor(pg_temp.pick($1, $2, 'step') * 500)::integer
  end
$$;

-- The key of row $1 of a large table (Q-52): twice the ordinal, unevenly; the ordinal if $2 is false.
create or replace function pg_temp.sparse(bigint, boolean)
returns integer
language sql immutable as $$
  select ($1 + case when $2 then $1 / 3 * 2 + $1 / 500 * 180 else 0 end)::integer
$$;

-- A time; the argument is in seconds, because days depend on the session's time zone.
create or replace function pg_temp.at(bigint)
returns timestamptz
language sql immutable as $$
  select to_timestamp($1::double precision)
$$;

-- When row $1 of $2 was made, if they were made evenly from 2018 to the middle of 2025.
create or replace function pg_temp.along(bigint, bigint)
returns timestamptz
language sql immutable as $$
  select to_timestamp((1514764800 + 236563200 * $1 / $2)::double precision)
$$;

-- Case of ASCII letters only, whatever the database's locale makes of i.
create or replace function pg_temp.shout(text)
returns text
language sql immutable as $$
  select translate($1, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
$$;

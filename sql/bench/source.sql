-- The legacy side of `crosswalk bench`: two parents and one large table, with the dirt of real ones.
-- The same settings give the same rows on every server.
--
--   crosswalk.rows     rows of the large table
--   crosswalk.bad      percent of them that cannot be loaded, spread evenly
--   crosswalk.parents  ordered: neighbours have the same parents, as rows of one day have; or random
--   crosswalk.reader   the user that reads them

create schema crosswalk_bench;

create table crosswalk_bench.project (
  id bigint primary key,
  name text
);

create table crosswalk_bench.person (
  id bigint primary key,
  name text
);

create table crosswalk_bench.task (
  id bigint primary key,
  project_id bigint,
  person_id bigint,
  title text,
  notes text,
  status integer,
  priority integer,
  price numeric(12, 2),
  hours text,
  urgent boolean,
  due text,
  created timestamptz,
  changed timestamptz,
  tool text,
  attempts integer
);

create table crosswalk_bench.hours (
  task_id bigint primary key,
  hours numeric(6, 2) not null
);
comment on table crosswalk_bench.hours is 'Of tasks that others have written into the target.';

create table crosswalk_bench.bad (
  id bigint primary key,
  kind text not null
);
comment on table crosswalk_bench.bad is 'Which tasks cannot be loaded, and what is wrong with them.';

create table crosswalk_bench.ready (
  id uuid,
  legacy_id bigint,
  project_id uuid,
  person_id uuid,
  title text,
  notes text,
  status text,
  priority integer,
  price numeric(10, 2),
  hours numeric(6, 2),
  is_urgent boolean,
  due_on date,
  created_at timestamptz,
  changed_at timestamptz,
  metadata jsonb
);
comment on table crosswalk_bench.ready is
  'The rows of the target as a run has made them: what a plain COPY has to bring.';

insert into crosswalk_bench.project (id, name)
select id, 'Project ' || id || ' ' || left(md5(id::text), 8)
from generate_series(1, greatest(1, least(8000, current_setting('crosswalk.rows')::bigint / 96))) id;

insert into crosswalk_bench.person (id, name)
select id, 'Person ' || id || ' ' || left(md5(id::text), 8)
from generate_series(1, greatest(1, least(67000, current_setting('crosswalk.rows')::bigint / 11))) id;

insert into crosswalk_bench.hours
select -n, n % 80 / 4.0
from generate_series(1, current_setting('crosswalk.rows')::bigint / 10 / 2) n;

-- Half of the kinds are refused by a rule or a vocabulary, half by what the target demands, and one
-- row in a hundred has a value that only COPY finds out about.
insert into crosswalk_bench.bad (id, kind)
select
  ceil(no * 100 / current_setting('crosswalk.bad')::numeric)::bigint,
  case
    when no % 100 = 50 then 'not a number'
    when no * 37 % 100 < 30 then 'no such day'
    when no * 37 % 100 < 50 then 'unknown code'
    when no * 37 % 100 < 70 then 'check'
    when no * 37 % 100 < 85 then 'missing value'
    else 'missing parent'
  end
from generate_series(
  1,
  floor(current_setting('crosswalk.rows')::bigint * current_setting('crosswalk.bad')::numeric / 100
    )::bigint) no;

insert into crosswalk_bench.task
select
  t.id,
  case b.kind
    when 'missing parent' then -t.id
    else case current_setting('crosswalk.parents')
      when 'random' then 1 + t.id * 2654435761 % p.projects
      else 1 + (t.id - 1) * p.projects / p.rows
    end
  end,
  case
    when t.id % 31 <> 0 then case current_setting('crosswalk.parents')
      when 'random' then 1 + t.id * 2654435761 % p.people
      else 1 + (t.id - 1) * p.people / p.rows
    end
  end,
  case
    when t.id % 50 = 0 then null
    when t.id % 10 = 1 then '  Task ' || left(t.noise, 12) || ' '
    when t.id % 97 = 2 then 'Aufgabe „' || left(t.noise, 6) || E'“\tvon C:\\alt\nZeile zwei'
    else 'Task ' || left(t.noise, 12)
  end,
  case t.id % 5
    when 0 then null
    when 1 then 'n/a'
    else left(t.noise, 8) || ' ' || repeat(right(t.noise, 7) || ' ', 1 + (t.id % 9)::integer)
  end,
  case when b.kind = 'unknown code' then 99 else (t.id % 6)::integer end,
  1 + (t.id % 5)::integer,
  case when b.kind = 'check' then -1 else t.id % 100000 / 100.0 end,
  case when b.kind = 'not a number' then 'a day' else (t.id % 80 / 4.0)::numeric(6, 2)::text end,
  t.id % 8 = 0,
  case
    when b.kind = 'no such day' then '31.02.2019'
    when t.id % 4 = 0 then null
    when t.id % 5 = 1 then to_char(date '2015-01-01' + (t.id % 3650)::integer, 'DD.MM.YYYY')
    else to_char(date '2015-01-01' + (t.id % 3650)::integer, 'YYYY-MM-DD')
  end,
  case
    when b.kind = 'missing value' then null
    else timestamptz '2015-01-01 00:00:00+00' + t.id % 315360000 * interval '1 second'
  end,
  timestamptz '2026-01-01 00:00:00+00' + t.id % 86400 * interval '1.001 second',
  'tool-' || t.id % 40,
  (t.id % 7)::integer
from (
  select id, md5(id::text) as noise
  from generate_series(1, current_setting('crosswalk.rows')::bigint) id
) t
cross join (
  select
    current_setting('crosswalk.rows')::bigint as rows,
    (select count(*) from crosswalk_bench.project) as projects,
    (select count(*) from crosswalk_bench.person) as people
) p
left join crosswalk_bench.bad b on b.id = t.id
order by t.id;

do $$
begin
  execute format(
    'grant usage on schema crosswalk_bench to %1$I;
    grant select on crosswalk_bench.project, crosswalk_bench.person, crosswalk_bench.task,
      crosswalk_bench.hours to %1$I',
    current_setting('crosswalk.reader'));
end
$$;

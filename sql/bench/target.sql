-- The modern side of `crosswalk bench`: parents, and a large table with two foreign keys, CHECKs and
-- four indexes beside its primary key. Schema crosswalk_bench is there already: it marks the
-- database as a bench's own.

create table crosswalk_bench.projects (
  id uuid primary key,
  legacy_id bigint not null unique,
  name text not null
);

create table crosswalk_bench.people (
  id uuid primary key,
  legacy_id bigint not null unique,
  name text not null
);

create table crosswalk_bench.tasks (
  id uuid primary key,
  legacy_id bigint not null unique,
  project_id uuid not null references crosswalk_bench.projects,
  person_id uuid references crosswalk_bench.people,
  title text not null check (btrim(title) <> ''),
  notes text,
  status text not null
    check (status in ('open', 'waiting', 'active', 'review', 'done', 'cancelled')),
  priority integer not null check (priority between 1 and 5),
  price numeric(10, 2) not null check (price >= 0),
  hours numeric(6, 2),
  is_urgent boolean not null,
  due_on date,
  created_at timestamptz not null,
  changed_at timestamptz,
  metadata jsonb not null,
  check (changed_at >= created_at)
);
create index tasks_project_id on crosswalk_bench.tasks (project_id);
create index tasks_person_id on crosswalk_bench.tasks (person_id);
create index tasks_created_at on crosswalk_bench.tasks (created_at);

grant usage on schema crosswalk_bench to crosswalk_loader;
grant select, insert, update, delete on all tables in schema crosswalk_bench to crosswalk_loader;

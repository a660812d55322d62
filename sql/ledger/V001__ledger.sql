-- The ledger: what Crosswalk did, kept in the target beside what it did it to, so that both commit
-- together. Keys of legacy rows are text here; their order is that of the source's key type.

create table plan (
  digest text primary key,
  name text not null,
  body text not null,
  stored_at timestamptz not null default now()
);
comment on table plan is 'Compiled plans by SHA-256 digest; workers load them from here.';

create table run (
  run text primary key,
  plan text not null,
  digest text not null references plan,
  workflow_id text not null,
  owner_run_id text not null,
  source_fingerprint text not null,
  target_fingerprint text not null,
  batch_rows integer not null check (batch_rows > 0),
  chunk_rows integer not null check (chunk_rows > 0),
  status text not null check (status in (
    'preparing', 'executing', 'validating', 'pausing', 'paused', 'awaiting_decision', 'completed',
    'completed_with_rejects', 'failed', 'rolled_back', 'aborted')),
  reason text,
  started_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table run is 'One execution of a plan. A run that has not ended owns the target.';
create unique index run_one_owner on run ((true)) where ended_at is null;

create table phase (
  run text not null references run,
  phase text not null,
  no integer not null,
  title text not null,
  status text not null default 'pending' check (status in (
    'pending', 'in_progress', 'completed', 'failed', 'skipped', 'blocked', 'rolled_back')),
  started_at timestamptz,
  changed_at timestamptz not null default now(),
  primary key (run, phase)
);

create table entity (
  run text not null,
  entity text not null,
  phase text not null,
  no integer not null,
  source_table text not null,
  target_table text not null,
  status text not null default 'pending' check (status in (
    'pending', 'migrating', 'completed', 'validated', 'failed', 'skipped', 'blocked')),
  code text,
  reason text,
  epoch bigint not null default 0,
  planned boolean not null default false,
  planned_rows bigint not null default 0,
  late bigint not null default 0,
  started_at timestamptz,
  ended_at timestamptz,
  changed_at timestamptz not null default now(),
  primary key (run, entity),
  foreign key (run, phase) references phase
);
comment on column entity.planned_rows is 'Rows of the key table when the chunks were planned.';
comment on column entity.late is 'Rows beyond the planned keys when the entity was closed.';

create table chunk (
  run text not null,
  entity text not null,
  no integer not null,
  from_key text,
  to_key text not null,
  at_key text,
  epoch bigint not null,
  done boolean not null default false,
  source bigint,
  writer_pid integer,
  moved_at timestamptz not null default now(),
  primary key (run, entity, no),
  foreign key (run, entity) references entity
);
comment on table chunk is
  'A range of source keys, open below and closed above. Who holds its epoch may write. Number 0 has no keys: it is the fence for what is written outside of the chunks.';
comment on column chunk.at_key is 'The last key that was committed; null before the first batch.';
comment on column chunk.source is 'Rows of the key table in the range, counted by the last attempt.';
comment on column chunk.writer_pid is 'Backend of the last writer, for who must wait too long.';

create table batch (
  run text not null,
  entity text not null,
  chunk integer not null,
  batch integer not null,
  kind text not null default 'load' check (kind in ('load', 'backfill', 'replay')),
  from_key text,
  to_key text,
  read bigint not null,
  filtered bigint not null,
  inserted bigint not null,
  updated bigint not null,
  existing_same bigint not null,
  existing_different bigint not null,
  rejected bigint not null,
  deferred bigint not null,
  attempt integer not null,
  committed_at timestamptz not null default now(),
  primary key (run, entity, chunk, batch),
  foreign key (run, entity, chunk) references chunk
);
comment on table batch is
  'One transaction of the target; every row read has one outcome here. A replay reads nothing new: it moves rows from one outcome to another, so one of its numbers is negative.';

create table written (
  run text not null,
  entity text not null,
  chunk integer not null,
  batch integer not null,
  part integer not null,
  keys text[] not null,
  ids uuid[] not null,
  primary key (run, entity, chunk, batch, part),
  check (cardinality(keys) = cardinality(ids))
);
comment on table written is
  'The rows that a batch inserted: source key and new id at the same position.';

create table filtered (
  run text not null,
  entity text not null,
  chunk integer not null,
  batch integer not null,
  name text not null,
  rows bigint not null,
  primary key (run, entity, chunk, batch, name)
);
comment on table filtered is 'Rows that a named exclusion left out.';

create table rule_change (
  run text not null,
  entity text not null,
  chunk integer not null,
  batch integer not null,
  column_name text not null,
  rule text not null,
  outcome text not null,
  rows bigint not null,
  primary key (run, entity, chunk, batch, column_name, rule, outcome)
);
comment on table rule_change is
  'How many values a cleansing rule changed (outcome ''changed''), tagged or rejected.';

create table reject (
  id bigint generated always as identity primary key,
  run text not null,
  entity text not null,
  source_table text not null,
  source_key text not null,
  chunk integer not null,
  batch integer not null,
  disposition text not null check (disposition in ('rejected', 'deferred')),
  code text not null,
  severity text not null,
  sqlstate text,
  table_name text,
  column_name text,
  constraint_name text,
  parent_entity text,
  parent_key text,
  suggestion text not null,
  source_values jsonb not null,
  status text not null default 'open' check (status in ('open', 'resolved')),
  attempt integer not null,
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  unique (run, entity, source_table, source_key)
);
create index reject_by_key on reject (entity, source_key) where status = 'open';
comment on table reject is
  'Rows that could not be written, with the reason. source_values holds personal data.';

create table difference (
  run text not null,
  entity text not null,
  source_key text not null,
  target_id uuid not null,
  columns text[] not null,
  primary key (run, entity, source_key)
);
comment on table difference is
  'Rows that were there with other values and were kept: the first hundred of an entity.';

create table claim (
  run text not null,
  entity text not null,
  column_name text not null,
  source_key text not null,
  held_by text not null check (held_by in ('source', 'target')),
  winner_key text,
  winner_id uuid,
  primary key (run, entity, column_name, source_key)
);
comment on table claim is
  'Source rows whose unique value another row holds: they lose it. Settled before the first chunk.';

create table review (
  id bigint generated always as identity primary key,
  run text not null,
  entity text not null,
  source_key text not null,
  column_name text not null,
  reason text not null,
  status text not null default 'open' check (status in ('open', 'decided')),
  created_at timestamptz not null default now(),
  unique (run, entity, source_key, column_name, reason)
);
comment on table review is 'Decisions that a person must take.';

create table check_result (
  run text not null,
  phase text not null,
  entity text not null,
  check_name text not null,
  status text not null check (status in ('passed', 'failed', 'error')),
  expected bigint,
  actual bigint,
  violated bigint not null,
  denominator bigint,
  statement text not null,
  keys text[] not null default '{}',
  checked_at timestamptz not null default now(),
  primary key (run, entity, check_name)
);
comment on table check_result is 'What the gates found, with the statement and offending keys.';

-- Every number below is summed from what the batches counted; balanced also holds chunk by chunk.
create view accounting as
select
  e.run,
  e.phase,
  e.entity,
  coalesce(sum(c.source), 0)::bigint as source,
  coalesce(sum(b.filtered), 0)::bigint as filtered,
  coalesce(sum(b.read), 0)::bigint as read,
  coalesce(sum(b.inserted), 0)::bigint as inserted,
  coalesce(sum(b.updated), 0)::bigint as updated,
  coalesce(sum(b.existing_same), 0)::bigint as existing_same,
  coalesce(sum(b.existing_different), 0)::bigint as existing_different,
  coalesce(sum(b.rejected), 0)::bigint as rejected,
  coalesce(sum(b.deferred), 0)::bigint as deferred,
  e.planned and coalesce(bool_and(
    (c.done or c.no = 0)
    and coalesce(c.source, 0) = coalesce(b.read, 0) + coalesce(b.filtered, 0)
    and coalesce(b.read, 0) = coalesce(b.outcomes, 0)), true) as balanced
from entity e
left join chunk c
  on c.run = e.run and c.entity = e.entity
left join lateral (
  select
    sum(filtered) as filtered,
    sum(read) as read,
    sum(inserted) as inserted,
    sum(updated) as updated,
    sum(existing_same) as existing_same,
    sum(existing_different) as existing_different,
    sum(rejected) as rejected,
    sum(deferred) as deferred,
    sum(inserted + updated + existing_same + existing_different + rejected + deferred) as outcomes
  from batch
  where batch.run = c.run and batch.entity = c.entity and batch.chunk = c.no
) b on true
group by e.run, e.phase, e.entity, e.no, e.planned
order by e.run, e.no;
comment on view accounting is
  'What became of every row. read = the six outcomes; source = read + filtered.';

create view progress as
select
  e.run,
  e.phase,
  e.entity,
  e.status,
  e.planned_rows,
  coalesce(b.rows, 0)::bigint as rows,
  case
    when e.planned_rows > 0 then least(100, round(100.0 * coalesce(b.rows, 0) / e.planned_rows, 1))
    when e.planned then 100
    else 0
  end as percent,
  round(coalesce(b.rows, 0)
    / nullif(extract(epoch from coalesce(e.ended_at, clock_timestamp()) - e.started_at), 0)::numeric)
    as rows_a_second,
  e.started_at,
  e.ended_at
from entity e
left join (
  select run, entity, sum(read + filtered) as rows
  from batch
  group by run, entity
) b on b.run = e.run and b.entity = e.entity
order by e.run, e.no;
comment on view progress is 'How far each entity is, live.';

create view mapping as
select
  w.run,
  w.entity,
  e.source_table as legacy_table,
  pair.key as legacy_key,
  e.target_table,
  pair.id as target_id
from written w
join entity e
  on e.run = w.run and e.entity = w.entity
cross join lateral unnest(w.keys, w.ids) as pair (key, id);
comment on view mapping is 'Which legacy row became which new row.';

create view open_rejects as
select distinct on (entity, source_table, source_key)
  id, run, entity, source_table, source_key, disposition, code, severity, sqlstate, table_name,
  column_name, constraint_name, parent_entity, parent_key, suggestion, first_seen, last_seen
from reject
where status = 'open'
order by entity, source_table, source_key, id desc;
comment on view open_rejects is 'Rows still waiting for repair, without their values.';

-- Statistics must be fresh while a table grows (plans made for an empty table stay bad), but a role
-- that only loads does not own the tables. This function does no more than ANALYZE.
create function analyze_table(target regclass)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('analyze %s', target);
end
$$;
revoke all on function analyze_table(regclass) from public;

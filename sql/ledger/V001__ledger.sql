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
  batch_rows integer check (batch_rows > 0),
  chunk_rows integer check (chunk_rows > 0),
  selection text,
  request jsonb,
  status text not null check (status in (
    'preparing', 'executing', 'validating', 'pausing', 'paused', 'awaiting_decision', 'completed',
    'completed_with_rejects', 'failed', 'rolled_back', 'aborted')),
  reason text,
  started_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  ended_at timestamptz,
  replay_workflow_id text,
  replay_run_id text
);
comment on table run is
  'One execution of a plan. A run that has not ended owns the target, and so does one that is being replayed.';
comment on column run.batch_rows is 'As asked for at the start; null: as the plan says.';
comment on column run.chunk_rows is 'As asked for at the start; null: as the plan says.';
comment on column run.selection is 'What the run loads, in words; null: the whole plan.';
comment on column run.request is 'What the run was started with, so that a resume loads the same.';
comment on column run.owner_run_id is
  'The execution of the workflow that may write for the run; a resume puts its own here.';
comment on column run.replay_workflow_id is
  'The workflow that replays rejects of the run after its end; null: none does.';
create unique index run_one_owner on run ((true))
  where ended_at is null or replay_workflow_id is not null;

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
  source_table text,
  target_table text,
  target_columns text[],
  expected bigint,
  status text not null default 'pending' check (status in (
    'pending', 'migrating', 'completed', 'validated', 'failed', 'skipped', 'blocked', 'rolling_back',
    'rolled_back')),
  code text,
  reason text,
  epoch bigint not null default 0,
  planned boolean not null default false,
  planned_rows bigint not null default 0,
  accepted bigint not null default 0,
  late bigint not null default 0,
  started_at timestamptz,
  ended_at timestamptz,
  changed_at timestamptz not null default now(),
  primary key (run, entity),
  foreign key (run, phase) references phase
);
comment on column entity.source_table is
  'Its key tables, for people. Null for a phase that only validates and stands here itself.';
comment on column entity.expected is 'Rows that the plan''s documents promise; null: none.';
comment on column entity.target_columns is
  'The columns of the target''s table when the chunks were planned: those of a before-image.';
comment on column entity.planned_rows is 'Rows of the key table when the chunks were planned.';
comment on column entity.accepted is
  'The last reject that a person has accepted by letting the entity go on over its budget; 0: none.';
comment on column entity.late is 'Rows beyond the planned keys when the entity was closed.';

create table chunk (
  run text not null,
  entity text not null,
  no integer not null,
  source_table text not null,
  from_key text,
  to_key text not null,
  at_key text,
  epoch bigint not null,
  done boolean not null default false,
  source bigint,
  writer_pid integer,
  undone boolean not null default false,
  moved_at timestamptz not null default now(),
  primary key (run, entity, no),
  foreign key (run, entity) references entity
);
comment on table chunk is
  'A range of source keys, open below and closed above. Who holds its epoch may write. Number 0 has no keys: it is the fence for what is written outside of the chunks.';
comment on column chunk.source_table is
  'The key table that the keys are of: the chunks of an entity''s sources follow one another.';
comment on column chunk.at_key is 'The last key that was committed; null before the first batch.';
comment on column chunk.source is 'Rows of the key table in the range, counted by the last attempt.';
comment on column chunk.writer_pid is 'Backend of the last writer, for who must wait too long.';
comment on column chunk.undone is
  'History: a rollback has undone it. Chunks that are planned again have higher numbers.';

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
  undone_at timestamptz,
  undone_rows bigint,
  primary key (run, entity, chunk, batch),
  foreign key (run, entity, chunk) references chunk
);
comment on table batch is
  'One transaction of the target; every row read has one outcome here. A replay reads nothing new: it moves rows from one outcome to another, so one of its numbers is negative.';
comment on column batch.undone_at is
  'When a rollback undid it, and with it what written, before_image, filtered and rule_change hold under its number; no account counts it from then on.';
comment on column batch.undone_rows is
  'How many rows of the target that cost or restored; those that others had removed are missing.';

create table written (
  run text not null,
  entity text not null,
  chunk integer not null,
  batch integer not null,
  part integer not null,
  source_table text not null,
  xid xid not null,
  keys text[] not null,
  ids uuid[] not null,
  digest bytea,
  from_page bigint,
  to_page bigint,
  primary key (run, entity, chunk, batch, part),
  check (cardinality(keys) = cardinality(ids))
);
-- Arrays of a batch are large, and hardly become smaller for what their compression costs.
alter table written alter column keys set storage external, alter column ids set storage external;
comment on table written is
  'The rows that a batch inserted: source key and new id at the same position.';
comment on column written.xid is
  'What the rows have as xmin for as long as nobody else writes them; a savepoint''s, known to nobody but its rows, not that of the whole transaction.';
comment on column written.digest is
  'SHA-256 of the lines that brought the rows by one COPY, of the table''s layout and of the database; null for rows that were merged. A later run with the same digest has nothing to write while every row has its xmin.';
comment on column written.from_page is
  'From this page of the table up to to_page lie the rows of one COPY, as far as a sample told; null for rows that were merged. A hint where to look: when as many as ids names lie there with xid as xmin, each is as it was written.';
create index written_by_xid on written using hash (xid);
create index written_by_digest on written (entity, digest) where digest is not null;

create table before_image (
  run text not null,
  entity text not null,
  chunk integer not null,
  batch integer not null,
  source_table text not null,
  source_key text not null,
  target_id uuid not null,
  columns text[] not null,
  owned text[] not null,
  xid xid not null,
  prior_xid xid not null,
  image text not null,
  undone boolean not null default false,
  primary key (target_id, run, entity, chunk, batch)
);
create index before_image_by_batch on before_image (run, entity, chunk, batch);
comment on table before_image is
  'Rows of the target as they were before a batch updated them. image holds personal data.';
comment on column before_image.columns is 'The columns that the update wrote.';
comment on column before_image.owned is
  'The columns that nobody but us has written since we did, once the update was done; {*}: all.';
comment on column before_image.xid is
  'What the row has as xmin for as long as nobody else writes it; once it was restored, since then.';
comment on column before_image.prior_xid is
  'What the row had as xmin when it was as the image has it.';
comment on column before_image.undone is 'The row was restored, or was gone when it was to be.';
comment on column before_image.image is
  'The whole row as PostgreSQL writes a record, to be read with the table''s columns in the order of entity.target_columns. Deleting the row and inserting the image restores it exactly.';

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
  status text not null default 'open' check (status in ('open', 'resolved', 'undone')),
  attempt integer not null,
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by text,
  unique (run, entity, source_table, source_key)
);
create index reject_by_key on reject (entity, source_key) where status = 'open';
create index reject_by_parent on reject (parent_entity, parent_key) where status = 'open';
comment on table reject is
  'Rows that could not be written, with the reason. source_values holds personal data.';
comment on column reject.attempt is 'How often the row was tried.';
comment on column reject.status is 'undone: its entity was rolled back.';
comment on column reject.resolved_by is 'The run or the workflow that brought the row in the end.';

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  role text not null default session_user,
  action text not null,
  object text not null,
  run text,
  reason text,
  event text unique
);
comment on table audit is
  'Who looked at values of rows or gave orders to a run, and when. Only added to, never changed; holds no value itself.';
comment on column audit.actor is 'As the command named its author; role is what the server knows.';
comment on column audit.event is 'What tells an order from others, so that it is noted once.';

-- Copies of tables stand in a schema of their own: they hold rows of patients.
create schema if not exists crosswalk_backup;

create table backup (
  id bigint generated always as identity primary key,
  run text not null,
  phase text not null,
  round integer not null,
  scope text not null check (scope in ('phase', 'full')),
  medium text not null check (medium in ('tables', 'files')),
  place text not null,
  status text not null default 'running' check (status in (
    'running', 'complete', 'restored', 'dropped')),
  left_out text[] not null default '{}',
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  restored_at timestamptz,
  restored_by text,
  dropped_at timestamptz,
  foreign key (run, phase) references phase
);
create unique index backup_once on backup (run, phase, round, scope, medium)
  where status in ('running', 'complete');
comment on table backup is
  'Copies of tables as they were before a phase. Only what is complete, or restored since, may be relied on: copies become visible in the transaction that says complete.';
comment on column backup.round is 'The how manieth loading of the phase it precedes.';
comment on column backup.place is 'A schema of this database, or a directory of the worker''s host.';
comment on column backup.left_out is 'Tables of a full backup that were not copied, and why.';

create table backup_table (
  backup bigint not null references backup,
  no integer not null,
  schema_name text not null,
  table_name text not null,
  copy text not null,
  columns text[] not null,
  types text[] not null,
  rows bigint not null,
  bytes bigint not null,
  digest text not null,
  primary key (backup, no)
);
comment on column backup_table.copy is 'The table or the file that holds the rows.';
comment on column backup_table.types is 'As SQL spells them; behind one that is generated stands so.';
comment on column backup_table.digest is
  'SHA-256 over the number of rows and the sums of their hashes: the same for the same rows in any order.';

create table difference (
  run text not null,
  entity text not null,
  source_table text not null,
  source_key text not null,
  target_id uuid not null,
  columns text[] not null,
  undone boolean not null default false,
  primary key (run, entity, source_table, source_key)
);
comment on table difference is
  'Rows that were there with other values which stayed: the first hundred of an entity.';

create table claim (
  run text not null,
  entity text not null,
  column_name text not null,
  source_table text not null,
  source_key text not null,
  held_by text not null check (held_by in ('source', 'target')),
  winner_table text,
  winner_key text,
  winner_id uuid,
  undone boolean not null default false,
  primary key (run, entity, column_name, source_table, source_key)
);
comment on table claim is
  'Source rows whose unique value another row holds: they lose it. Settled before the first chunk.';
comment on column claim.undone is 'Its entity was rolled back, and the row does not lose again.';

create table review (
  id bigint generated always as identity primary key,
  run text not null,
  entity text not null,
  source_table text not null,
  source_key text not null,
  column_name text not null,
  reason text not null,
  status text not null default 'open' check (status in ('open', 'decided', 'resolved', 'undone')),
  created_at timestamptz not null default now(),
  unique (run, entity, source_table, source_key, column_name, reason)
);
comment on table review is
  'Decisions that a person must take; resolved: it turned out that nobody needs to; undone: the entity was rolled back.';

create table pending (
  entity text not null,
  column_name text not null,
  target_id uuid not null,
  run text not null,
  source_table text not null,
  source_key text not null,
  target_table text not null,
  parent_entity text not null,
  parent_column text not null,
  parent_key text not null,
  status text not null default 'open' check (status in ('open', 'filled', 'superseded', 'refused')),
  code text,
  settled_run text,
  settled_entity text,
  settled_batch integer,
  settled_xid xid,
  whole boolean not null default false,
  primary key (entity, column_name, target_id)
);
create index pending_by_parent on pending (parent_entity, entity, column_name, target_id)
  where status = 'open';
create index pending_by_target on pending (target_id) where settled_xid is not null;
create index pending_by_settlement on pending (settled_run, settled_entity, settled_batch)
  where settled_batch is not null;
comment on table pending is
  'References that were null when their row was inserted, because the parent was not there. Filled when it has come; before that the column was NULL, so no other image of it is kept.';
comment on column pending.parent_column is 'The column of the parent''s table that holds parent_key.';
comment on column pending.status is
  'superseded: the row is gone or somebody else has set the column; refused: the target did not take it, code says why.';
comment on column pending.settled_xid is
  'What the row has as xmin for as long as nobody else writes it after us.';
comment on column pending.whole is
  'Nobody but us had written any column of the row when we wrote this one.';
comment on column pending.settled_entity is
  'By whose closing: the batch is number settled_batch of chunk 0 of this entity in settled_run.';

create table association (
  entity text not null,
  column_name text not null,
  target_id uuid not null,
  run text not null,
  source_table text not null,
  source_key text not null,
  target_table text not null,
  parent_entity text not null,
  parent_id uuid,
  step text,
  method text,
  confidence text check (confidence in ('high', 'medium', 'low')),
  requires_review boolean not null,
  undone boolean not null default false,
  primary key (entity, column_name, target_id)
);
comment on table association is
  'Which step of a ladder found the parent of each inserted row, and how sure that is; no step: none fitted.';

create table placeholder (
  run text not null,
  entity text not null,
  name text not null,
  target_table text not null,
  target_id uuid not null,
  inserted boolean not null,
  xid xid,
  undone boolean not null default false,
  primary key (run, entity, name)
);
comment on table placeholder is
  'Rows that stand in for missing parents. They are no legacy rows, so no account counts them.';
comment on column placeholder.inserted is 'False: an earlier run had written it.';
comment on column placeholder.xid is
  'What the row has as xmin for as long as nobody else writes it; null when it was there.';

create table check_result (
  run text not null,
  phase text not null,
  entity text not null,
  check_name text not null,
  kind text not null check (kind in (
    'count', 'reference', 'unique', 'required', 'vocabulary', 'business', 'verification')),
  severity text not null check (severity in ('critical', 'major', 'minor', 'info')),
  status text not null check (status in (
    'passed', 'passed_with_violations', 'warning', 'failed', 'not_applicable', 'not_available',
    'error')),
  about text not null,
  expected bigint,
  actual bigint,
  violated bigint not null,
  denominator bigint,
  denominator_of text,
  threshold double precision check (threshold between 0 and 100),
  as_meant text,
  statement text not null,
  keys text[] not null default '{}',
  checked_at timestamptz not null default now(),
  undone boolean not null default false,
  primary key (run, entity, check_name)
);
comment on table check_result is
  'What gates and validations found last, with the statement and the first offending keys.';
comment on column check_result.about is 'What the check is for, in a sentence.';
comment on column check_result.denominator is 'How many could offend; null where nobody counted.';
comment on column check_result.denominator_of is 'What was counted for it.';
comment on column check_result.threshold is 'The share of them that may offend, in per cent.';
comment on column check_result.as_meant is
  'The check that decides, where this one cannot be met to the letter.';
comment on column check_result.undone is
  'Of what is not there any more: a gate''s once the entity is rolled back, a rollback''s once it is loaded again.';

-- Every number below is summed from what the batches counted; balanced also holds chunk by chunk.
-- What was undone counts no more: an entity that was rolled back has nothing but zeros, and balances;
-- one whose rollback has stopped half-way does not.
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
  (e.planned or e.status = 'rolled_back') and coalesce(bool_and(
    (c.done or c.no = 0)
    and coalesce(c.source, 0) = coalesce(b.read, 0) + coalesce(b.filtered, 0)
    and coalesce(b.read, 0) = coalesce(b.outcomes, 0)), true) as balanced
from entity e
left join chunk c
  on c.run = e.run and c.entity = e.entity and not c.undone
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
   and batch.undone_at is null
) b on true
group by e.run, e.phase, e.entity, e.no, e.planned, e.status
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
    when e.planned and e.status <> 'pending' then 100
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
  where undone_at is null
  group by run, entity
) b on b.run = e.run and b.entity = e.entity
order by e.run, e.no;
comment on view progress is 'How far each entity is, live.';

create view mapping as
select
  w.run,
  w.entity,
  w.source_table as legacy_table,
  pair.key as legacy_key,
  e.target_table,
  pair.id as target_id
from written w
join entity e
  on e.run = w.run and e.entity = w.entity
join batch b
  on b.run = w.run and b.entity = w.entity and b.chunk = w.chunk and b.batch = w.batch
    and b.undone_at is null
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

-- A deferred row hangs under the row it names, that one may hang under another, and so on. A row
-- that is open in several runs counts once, as its latest run has it.
create view reject_pattern as
with recursive root as (
  select o.*
  from open_rejects o
  where o.disposition = 'rejected'
   or not exists (
     select
     from reject p
     where p.entity = o.parent_entity and p.source_key = o.parent_key and p.status = 'open')
), hanging as (
  select r.id as root, r.entity, r.source_table, r.source_key
  from root r
  union
  select h.root, c.entity, c.source_table, c.source_key
  from hanging h
  join reject c
    on c.parent_entity = h.entity and c.parent_key = h.source_key and c.status = 'open'
    and c.disposition = 'deferred'
)
select
  r.run,
  r.entity,
  r.code,
  r.severity,
  r.column_name,
  r.constraint_name,
  count(*) as rows,
  coalesce(sum(h.rows), 0)::bigint as deferred,
  min(r.first_seen) as first_seen,
  max(r.last_seen) as last_seen,
  min(r.suggestion) as suggestion
from root r
left join (
  select root, count(*) - 1 as rows
  from hanging
  group by root
) h on h.root = r.id
group by r.run, r.entity, r.code, r.severity, r.column_name, r.constraint_name;
comment on view reject_pattern is
  'Open rejects that are alike, counted, with the rows that were deferred under them.';

-- Statistics must be fresh while a table grows (plans made for an empty table stay bad), but a role
-- that only loads does not own the tables. This function does no more than ANALYZE, of one column
-- if one is named: of the many, the texts cost most.
create function analyze_table(target regclass, only_column name default null)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if only_column is null then
    execute format('analyze %s', target);
  else
    execute format('analyze %s (%I)', target, only_column);
  end if;
end
$$;
revoke all on function analyze_table(regclass, name) from public;

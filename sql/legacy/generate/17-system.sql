-- Machines and settings --------------------------------------------------------------------------
-- Addresses of networks that are reserved for documentation; the secrets open nothing.

insert into dispatch_storage (id, name, address, port, disk_total, disk_free)
values (1, 'storage-1', '192.0.2.10', 9000, 8000000000000, 2100000000000);

insert into dispatch_agent (id, name, address, port, cpu, memory, memory_used)
values
  (1, 'agent-1', '192.0.2.21', 7001, 16, 68719476736, 21474836480),
  (2, 'agent-2', '192.0.2.22', 7001, 32, 137438953472, 64424509440);

insert into dispatch_globalsetting (id, version, settings)
values (
  1,
  '3.2.1',
  '{"maintenance": false, "default_tax_rate": 0, "payment": {"application_id": "synthetic", "access_token": "synthetic-'
    || md5(current_setting('crosswalk.seed') || '|token') || '"}}'
);

insert into dispatch_instance (id, port, queue, run_at, agent_id, opener_id, project_id)
select
  i.no,
  7100 + i.no,
  floor(pg_temp.pick('dispatch_instance', i.no, 'queue') * 4)::integer,
  pg_temp.at(1735689600 + floor(pg_temp.pick('dispatch_instance', i.no, 'run') * 15600000)::bigint),
  case when i.no % 10 = 0 then null else 1 + i.no % 2 end,
  d.staff[1 + i.no % array_length(d.staff, 1)],
  p.id
from generate_series(1, pg_temp.sized(29, 2)) as i (no)
cross join gen_desk d
join gen_project p on p.n = 1 + floor(pg_temp.pick('dispatch_instance', i.no, 'project') * (select count(*) from gen_project))::integer;

-- Names in other systems, and what users did -----------------------------------------------------

insert into dispatch_link (id, item_id, external_id, system, created_at, modified_at, item_type_id)
select
  l.no,
  p.id,
  'EXT-' || upper(substr(pg_temp.roll('dispatch_link', l.no), 1, 10)),
  case when l.no % 7 = 0 then null when l.no % 2 = 0 then 'imaging' else 'practice' end,
  pg_temp.at(1672531200 + l.no::bigint * 100000),
  pg_temp.at(1672531200 + l.no::bigint * 100000 + 86400),
  11
from generate_series(1, pg_temp.sized(200, 2)) as l (no)
join gen_patient p on p.p = 1 + floor(pg_temp.pick('dispatch_link', l.no, 'patient') * (select count(*) from gen_patient))::integer;

insert into dispatch_action (id, action, date, item_id, owner_id, data, item_type_id, owner_type_id, user_id)
select
  pg_temp.sparse(a.no, (select pg_temp.planted('Q-52'))),
  pg_temp.among('{login,open,submit,approve,download,comment}', pg_temp.die(a.roll, 1)),
  pg_temp.along(a.no, (select pg_temp.sized(5000, 4))),
  o.id,
  p.id,
  case when pg_temp.die(a.roll, 2) < 0.3 then '{"client": "web"}' end,
  9,
  11,
  case when pg_temp.die(a.roll, 3) < 0.98
    then d.doctors[1 + floor(pg_temp.die(a.roll, 4) * pg_temp.die(a.roll, 4) * array_length(d.doctors, 1))::integer] end
from (
  select no, pg_temp.roll('dispatch_action', no) as roll
  from generate_series(1, pg_temp.sized(5000, 4)) as g (no)
  offset 0
) a
join gen_order o on o.j = 1 + floor(pg_temp.die(a.roll, 5) * (select count(*) from gen_order))::integer
join gen_patient p on p.p = o.p
cross join gen_desk d;

-- dispatch_notification: only when asked for -----------------------------------------------------
-- Two in five are sent and to be sent; forty of these bear a context that is not JSON (Q-42).
-- k  ordinal among those that are sent and to be sent

insert into dispatch_notification (
  id, sender, template_name, template_context, item_id, read, sent, send, created_at, item_type_id, recipient_id
)
with sizes as (
  select
    pg_temp.sized(5102536, 80) as notifications,
    pg_temp.sized(2039588, 40) as sent,
    pg_temp.sized(18, 1) as quotes,
    pg_temp.sized(12, 1) as missing,
    pg_temp.sized(6, 1) as unicode,
    pg_temp.sized(4, 1) as circular,
    pg_temp.planted('Q-42') as broken,
    pg_temp.planted('Q-52') as sparse,
    (select count(*) from gen_order) as orders,
    '{PlanReady,PlanApproved,OrderSubmitted,OrderShipped,CommentAdded,RecordAdded,FileAdded,PaymentDue,PaymentMade,PasswordChanged,TaskDue,CaseClosed}'::text[] as templates
  where current_setting('crosswalk.notifications') = 'true'
), rolled as (
  select
    n,
    pg_temp.roll('dispatch_notification', n) as roll,
    pg_temp.spread(n, s.sent, s.notifications) as k,
    pg_temp.spread(n, s.sent, s.notifications) > pg_temp.spread(n - 1, s.sent, s.notifications) as sent
  from sizes s
  cross join lateral generate_series(1, s.notifications) as g (n)
  offset 0
), faulty as (
  select
    r.*,
    case when s.broken and r.sent
        and pg_temp.spread(r.k, f.faults, s.sent) > pg_temp.spread(r.k - 1, f.faults, s.sent)
      then pg_temp.spread(r.k, f.faults, s.sent) end as fault
  from rolled r
  cross join sizes s
  cross join lateral (select s.quotes + s.missing + s.unicode + s.circular as faults) f
)
select
  pg_temp.sparse(n.n, s.sparse),
  'noreply@example.org',
  pg_temp.among(s.templates, pg_temp.die(n.roll, 1)),
  case
    when n.fault <= s.quotes then '{"patient": "' || o.j || ' "the second"", "order": ' || o.id || '}'
    when n.fault <= s.quotes + s.missing then null
    when n.fault <= s.quotes + s.missing + s.unicode then '{"patient": "\ud83d", "order": ' || o.id || '}'
    when n.fault is not null then '{"order": ' || o.id || ', "self": [Circular]}'
    else '{"order": ' || o.id || ', "number": "' || substr(n.roll, 27, 4) || '-' || o.id || '", "step": ' || n.n % 40 || '}'
  end,
  o.id,
  pg_temp.die(n.roll, 2) < 0.35,
  case when n.sent then true when pg_temp.die(n.roll, 2) < 0.5 then false when pg_temp.die(n.roll, 2) < 0.8 then true end,
  n.sent or pg_temp.die(n.roll, 2) < 0.5,
  pg_temp.along(n.n, s.notifications),
  9,
  case
    when pg_temp.die(n.roll, 4) < 0.6
    then d.doctors[1 + floor(pg_temp.die(n.roll, 5) * pg_temp.die(n.roll, 5) * array_length(d.doctors, 1))::integer]
    else d.staff[1 + floor(pg_temp.die(n.roll, 5) * array_length(d.staff, 1))::integer]
  end
from faulty n
cross join sizes s
join gen_order o on o.j = 1 + floor(pg_temp.die(n.roll, 3) * s.orders)::integer
cross join gen_desk d;

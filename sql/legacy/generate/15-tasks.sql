-- dispatch_task ----------------------------------------------------------------------------------
-- About thirty an order, in the order of the orders; between them some that name no order (Q-26).
-- n  ordinal of the task
-- k  ordinal among those with an instruction

create temporary table gen_task as
with weighed as (
  select o.j, (8 + floor(pg_temp.pick('dispatch_task', o.j, 'tasks') * 50))::bigint as w
  from gen_order o
), summed as (
  select
    w.j,
    w.w,
    sum(w.w) over (order by w.j) as upto,
    sum(w.w) over () as whole,
    pg_temp.sized(768962, 60) - pg_temp.sized(6358, 1) as tied
  from weighed w
)
select
  s.j,
  div(s.tied * (s.upto - s.w), s.whole)::bigint + 1 as first,
  div(s.tied * s.upto, s.whole)::bigint as last
from summed s;

insert into dispatch_task (
  id, checked, done_at, jaw, text, actor_id, file_id, instruction_id, order_id, plan_id, template_id
)
with sizes as (
  select
    pg_temp.sized(768962, 60) as tasks,
    pg_temp.sized(768962, 60) - pg_temp.sized(6358, 1) as tied,
    pg_temp.sized(294818, 48) as files,
    pg_temp.planted('Q-26') as orphans,
    pg_temp.planted('Q-52') as sparse,
    (select array_agg(t.id order by t.no) from gen_template t) as templates
), numbered as (
  select pg_temp.bearer(k, s.tied, s.tasks) as n, g.j, true as tied
  from sizes s
  cross join gen_task g
  cross join lateral generate_series(g.first, g.last) as k
  union all
  select n, 1 + n % (select count(*) from gen_order), false
  from sizes s
  cross join lateral generate_series(1, s.tasks) as n
  where pg_temp.spread(n, s.tied, s.tasks) = pg_temp.spread(n - 1, s.tied, s.tasks)
), rolled as (
  select t.n, t.j, t.tied, pg_temp.roll('dispatch_task', t.n) as roll
  from numbered t
  offset 0
), thrown as (
  select
    r.n,
    r.j,
    r.tied,
    r.roll,
    pg_temp.die(r.roll, 1) as one,
    pg_temp.die(r.roll, 2) as two,
    pg_temp.die(r.roll, 3) as three,
    pg_temp.die(r.roll, 4) as four
  from rolled r
  offset 0
)
select
  pg_temp.sparse(t.n, s.sparse),
  t.one < 0.93,
  case when t.one < 0.91 then pg_temp.at(o.submitted + 3600 + floor(t.two * 1700000)::bigint) end,
  case when t.two < 0.3 then 1 + floor(t.two * 10)::integer end,
  case when t.three < 0.03 then pg_temp.among(c.sentence, t.two) when t.three < 0.5 then '' end,
  case
    when t.three < 0.04 then null
    when t.three < 0.9 then d.staff[1 + floor(t.four * t.four * array_length(d.staff, 1))::integer]
    else d.doctors[1 + floor(t.four * t.four * array_length(d.doctors, 1))::integer]
  end,
  case when t.four < 0.02 then pg_temp.sparse(1 + floor(t.two * s.files)::bigint, s.sparse) end,
  case when t.tied or not s.orphans then o.id end,
  -- Half of those name an order that was never kept.
  case when not t.tied and s.orphans and t.one < 0.5 then 1 + floor(t.two * 900)::integer end,
  case when t.tied and t.one > 0.8 then l.id end,
  s.templates[1 + floor(t.four * 152)::integer]
from thrown t
join gen_order o on o.j = t.j
join gen_patient p on p.p = o.p
join gen_culture c on c.culture = p.culture
left join gen_plan l on l.j = t.j and l.number = 1
cross join gen_desk d
cross join sizes s;

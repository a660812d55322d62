-- dispatch_jaw -----------------------------------------------------------------------------------

insert into dispatch_jaw (id, bond_teeth, extract_teeth, reason, labial, product_id)
select
  w.slot,
  case when pg_temp.die(r.roll, 1) < 0.4
    then ((('x' || substr(r.roll, 29, 4))::bit(16)) & (('x' || substr(r.roll, 25, 4))::bit(16)))::text
    else '0000000000000000'
  end,
  case when pg_temp.die(r.roll, 2) < 0.1
    then '000' || substr('1000000000001', 1 + floor(pg_temp.die(r.roll, 3) * 2)::integer, 12) || '0'
    else '0000000000000000'
  end,
  case when i.course_id = 3 then 1 + floor(pg_temp.die(r.roll, 3) * 3)::integer end,
  pg_temp.die(r.roll, 4) < 0.05,
  case
    when pg_temp.die(r.roll, 4) > 0.98 then null
    when i.course_id = 3 then 5
    when i.course_id = 2 then (array[4, 4, 4, 9])[1 + floor(pg_temp.die(r.roll, 2) * 4)::integer]
    else (array[1, 1, 1, 2, 3, 11])[1 + floor(pg_temp.die(r.roll, 2) * 6)::integer]
  end
from gen_jaw w
join gen_order o on o.j = w.j
join dispatch_instruction i on i.id = o.id
cross join lateral (select pg_temp.roll('dispatch_jaw', w.slot) as roll) r
order by w.slot;

-- Projects and plans -----------------------------------------------------------------------------
-- model  ordinal among those of type 3, which alone have plans (Q-22)

create temporary table gen_project as
with rolled as (
  select n, pg_temp.roll('dispatch_project', n) as roll
  from generate_series(1, pg_temp.sized(66904, 24)) as g (n)
  offset 0
), ranked as (
  select
    r.*,
    row_number() over (order by pg_temp.die(r.roll, 1), r.n) <= pg_temp.sized(34790, 12) as planned,
    row_number() over (order by pg_temp.die(r.roll, 2), r.n) as name_rank
  from rolled r
)
select
  r.n,
  r.roll,
  pg_temp.sparse(r.n, (select pg_temp.planted('Q-52'))) as id,
  case when r.planned then row_number() over (partition by r.planned order by r.n) end as model,
  r.name_rank
from ranked r;

create unique index on gen_project (model);
analyze gen_project;

insert into dispatch_project (id, uid, name, size, type, status, created_at, public, creator_id)
select
  p.id,
  md5(current_setting('crosswalk.seed') || '|project|' || p.n)::uuid,
  case
    -- Three in ten have no name (Q-46).
    when p.name_rank <= (select pg_temp.sized(20071, 4)) and (select pg_temp.planted('Q-46'))
      then case when p.name_rank % 8 = 0 then '   ' else '' end
    when p.model is not null then 'Model ' || p.n
    else pg_temp.among('{upper.stl,lower.stl,bite.stl,"Scan ",スキャン,"Simulation "}', pg_temp.die(p.roll, 3)) || p.n
  end,
  100000 + floor(pg_temp.die(p.roll, 4) * pg_temp.die(p.roll, 4) * 80000000)::bigint,
  case
    when p.model is not null then 3
    when pg_temp.die(p.roll, 5) < 0.94 then 0
    when pg_temp.die(p.roll, 5) < 0.97 then 10
    else 11
  end,
  case when p.name_rank % 5147 = 0 then 2 else 0 end,
  pg_temp.along(p.n, (select pg_temp.sized(66904, 24))),
  pg_temp.die(p.roll, 3) < 0.02,
  case
    when pg_temp.die(p.roll, 4) < 0.01 then null
    when pg_temp.die(p.roll, 4) < 0.75
      then d.technicians[1 + floor(pg_temp.die(p.roll, 3) * array_length(d.technicians, 1))::integer]
    else d.doctors[1 + floor(pg_temp.die(p.roll, 3) * pg_temp.die(p.roll, 3) * array_length(d.doctors, 1))::integer]
  end
from gen_project p
cross join gen_desk d
order by p.n;

-- One to eight for an order that has any. The last few stand on projects that have a plan already.
create temporary table gen_plan as
with weighed as (
  select
    o.j,
    case
      when x.u < 0.35 then 0 when x.u < 0.75 then 1 when x.u < 0.90 then 2 when x.u < 0.97 then 4
      else 6
    end as w
  from gen_order o
  cross join lateral (select pg_temp.pick('dispatch_plan', o.j, 'plans') as u) x
), summed as (
  select
    w.j,
    sum(w.w) over (order by w.j) as upto,
    w.w,
    greatest(1, sum(w.w) over ()) as whole
  from weighed w
), dealt as (
  select s.j, k.no - pg_temp.sized(34000, 12) * (s.upto - s.w) / s.whole as number, k.no as m
  from summed s
  cross join lateral generate_series(
    pg_temp.sized(34000, 12) * (s.upto - s.w) / s.whole + 1,
    pg_temp.sized(34000, 12) * s.upto / s.whole
  ) as k (no)
)
select
  d.m,
  pg_temp.sparse(d.m, (select pg_temp.planted('Q-52'))) as id,
  d.j,
  d.number::integer as number,
  o.hidden,
  case when d.m <= pg_temp.sized(33891, 10) then d.m else d.m - pg_temp.sized(33891, 10) end as model
from dealt d
join gen_order o on o.j = d.j;

alter table gen_plan add primary key (m);
analyze gen_plan;

insert into dispatch_plan (id, number, name, notes, original, instruction_id, project_id)
select
  p.id,
  p.number,
  case
    when pg_temp.pick('dispatch_plan', p.m, 'name') < 0.6 then 'Plan ' || p.number
    when pg_temp.pick('dispatch_plan', p.m, 'name') < 0.8 then ''
  end,
  case when pg_temp.pick('dispatch_plan', p.m, 'notes') < 0.3
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_plan', p.m, 'sentence')) end,
  p.number = 1,
  o.id,
  r.id
from gen_plan p
join gen_order o on o.j = p.j
join gen_patient t on t.p = o.p
join gen_culture c on c.culture = t.culture
join gen_project r on r.model = p.model
order by p.m;

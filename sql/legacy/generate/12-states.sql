-- dispatch_state ---------------------------------------------------------------------------------
-- By year as counted; at most six an order. The last are those of deleted orders (Q-23). Ids of the
-- years before 2022 come after the others.

create temporary table gen_state as
with years as (
  select y.year, pg_temp.sized(y.states, 1) as states, extract(epoch from make_timestamptz(y.year, 1, 1, 0, 0, 0, 'UTC'))::bigint as since
  from (
    values (2018, 17), (2019, 40), (2020, 53), (2021, 229), (2022, 653), (2023, 663), (2024, 1745), (2025, 1152)
  ) y (year, states)
), ordered as (
  select
    o.j,
    o.submitted,
    y.year,
    row_number() over (partition by y.year order by pg_temp.pick('dispatch_state', o.j, 'followed'), o.j) as rank
  from gen_order o
  join years y on o.submitted >= y.since and o.submitted < y.since + case when y.year = 2025 then 15638400 else 31536000 end
  where not o.hidden
), open as (
  select
    y.year,
    y.states,
    y.since + case when y.year = 2025 then 15638400 else 31536000 end as until,
    greatest(1, least(w.orders, case
      -- Six in ten orders of 2025 have no state (Q-51) ...
      when y.year = 2025 then least(y.states, w.orders * 2 / 5)
      -- ... and of the states of any other year five in six are the first of their order.
      else (y.states * 5 + 5) / 6
    end)) as orders
  from years y
  cross join lateral (select count(*) as orders from ordered r where r.year = y.year) w
  offset 0
), dealt as (
  select
    w.year,
    w.until,
    s.no,
    case when s.no <= w.orders then s.no else 1 + (s.no - w.orders - 1) % greatest(1, (w.states - w.orders + 4) / 5) end as rank,
    false as hidden
  from open w
  cross join lateral generate_series(1, w.states) as s (no)
  union all
  select 2024, 1751328000, s.no, (s.no * 2 + 2) / 3, true
  from generate_series(1, pg_temp.sized(199, 1)) as s (no)
), dropped as (
  select j, submitted, row_number() over (order by submitted, j) as rank
  from gen_order
  where hidden
), spare as (
  -- For a year without orders, at a small scale, and for a quirk that is switched off.
  select j, submitted, row_number() over (order by j) as rank
  from gen_order
  where not hidden
)
select
  row_number() over (order by d.hidden, d.year, d.no) as s,
  d.hidden,
  coalesce(o.j, h.j, s.j) as j,
  coalesce(o.submitted, greatest(h.submitted, 1514764800), s.submitted) as submitted,
  greatest(d.until, coalesce(o.submitted, h.submitted, s.submitted) + 1) as until
from dealt d
left join ordered o on not d.hidden and o.year = d.year and o.rank = d.rank
left join dropped h
  on d.hidden
  and (select pg_temp.planted('Q-23'))
  and h.rank = 1 + (d.rank - 1) % (select count(*) from dropped)
join spare s on s.rank = 1 + (d.no * 7 + d.year) % (select count(*) from spare);

insert into dispatch_state (id, status, "on", changed_at, actor_id, instruction_id)
select
  pg_temp.sparse(row_number() over (order by s.changed < 1640995200, s.changed, s.s), (select pg_temp.planted('Q-52'))),
  case when s.status_rank <= (select pg_temp.sized(2599, 1)) then 11 else 12 end,
  pg_temp.pick('dispatch_state', s.s, 'on') < 0.85,
  pg_temp.at(s.changed),
  -- 195 of those that are not orphans name nobody (Q-25).
  case when s.hidden or s.actor_rank > (select pg_temp.sized(195, 1)) or not (select pg_temp.planted('Q-25'))
    then d.staff[1 + floor(pg_temp.pick('dispatch_state', s.s, 'actor') * array_length(d.staff, 1))::integer] end,
  o.id
from (
  select
    g.*,
    g.submitted + floor(pg_temp.pick('dispatch_state', g.s, 'changed') * (g.until - g.submitted))::bigint as changed,
    row_number() over (order by pg_temp.pick('dispatch_state', g.s, 'status'), g.s) as status_rank,
    row_number() over (partition by g.hidden order by pg_temp.pick('dispatch_state', g.s, 'nobody'), g.s) as actor_rank
  from gen_state g
) s
join gen_order o on o.j = s.j
cross join gen_desk d;

-- Brackets and events ----------------------------------------------------------------------------

insert into dispatch_bracket (id, name, type, project_id)
select
  pg_temp.sparse(b.no, (select pg_temp.planted('Q-52'))),
  case when pg_temp.die(b.roll, 1) < 0.1 then null else 'bracket ' || b.no end,
  1 + floor(pg_temp.die(b.roll, 2) * 4)::integer,
  p.id
from (
  select no, pg_temp.roll('dispatch_bracket', no) as roll
  from generate_series(1, pg_temp.sized(1569, 4)) as g (no)
  offset 0
) b
join gen_project p
  on p.n = 1 + floor(pg_temp.die(b.roll, 3) * (select count(*) from gen_project))::integer;

insert into dispatch_event (id, title, date, done, created_at, patient_id)
select
  e.no,
  pg_temp.among('{Check-up,Scan,"Delivery of aligners","Retainer check",定期検診}', pg_temp.die(e.roll, 1)),
  date '2024-01-01' + floor(pg_temp.die(e.roll, 2) * 700)::integer,
  pg_temp.die(e.roll, 2) < 0.75,
  pg_temp.at(1703980800 + floor(pg_temp.die(e.roll, 3) * 40000000)::bigint),
  p.id
from (
  select no, pg_temp.roll('dispatch_event', no) as roll
  from generate_series(1, pg_temp.sized(300, 3)) as g (no)
  offset 0
) e
join gen_patient p
  on p.p = 1 + floor(pg_temp.die(e.roll, 4) * (select count(*) from gen_patient))::integer;

-- dispatch_record --------------------------------------------------------------------------------
-- About a patient (11), in every tenth row about a user (58); a few about something else (Q-20).

insert into dispatch_record (id, type, text, public, created_at, target_id, author_id, group_id, target_type_id)
with rolled as (
  select n, pg_temp.roll('dispatch_record', n) as roll
  from generate_series(1, pg_temp.sized(60976, 24)) as g (n)
  offset 0
), ranked as (
  select
    r.n,
    r.roll,
    row_number() over (order by pg_temp.die(r.roll, 1), r.n) as type_rank,
    row_number() over (order by pg_temp.die(r.roll, 2), r.n) as target_rank
  from rolled r
), sizes as (
  select
    pg_temp.sized(13, 1) as untyped,
    pg_temp.sized(1298, 1) as support,
    pg_temp.sized(2310, 1) as status,
    pg_temp.sized(25621, 1) as patient,
    pg_temp.sized(32, 1) as odd,
    pg_temp.sized(60976, 24) as records,
    (select count(*) from gen_patient) as patients,
    pg_temp.planted('Q-20') as odd_planted,
    pg_temp.planted('Q-52') as sparse
), aimed as (
  select
    r.*,
    s.*,
    r.target_rank > s.odd and r.target_rank <= s.odd + (s.records - s.odd) / 10 as to_user,
    1 + floor(pg_temp.die(r.roll, 3) * s.patients)::integer as p
  from ranked r
  cross join sizes s
)
select
  pg_temp.sparse(a.n, a.sparse),
  case
    when a.type_rank <= a.untyped then null
    when a.type_rank <= a.untyped + a.support then 3
    when a.type_rank <= a.untyped + a.support + a.status then 8
    when a.type_rank <= a.untyped + a.support + a.status + a.patient then 6
    else 5
  end,
  case
    when pg_temp.die(a.roll, 4) < 0.01 then ''
    when pg_temp.die(a.roll, 4) < 0.5 then pg_temp.among(c.sentence, pg_temp.die(a.roll, 5))
    else pg_temp.among(c.sentence, pg_temp.die(a.roll, 5)) || ' ' || pg_temp.among(c.sentence, pg_temp.die(a.roll, 2))
  end,
  case when pg_temp.die(a.roll, 5) < 0.9 then pg_temp.die(a.roll, 4) < 0.7 end,
  pg_temp.along(a.n, a.records),
  case
    when a.target_rank <= a.odd and a.odd_planted then a.n::integer
    when a.to_user then d.doctors[1 + floor(pg_temp.die(a.roll, 3) * array_length(d.doctors, 1))::integer]
    else t.id
  end,
  case
    when pg_temp.die(a.roll, 5) < 0.03 then null
    when pg_temp.die(a.roll, 5) < 0.29 then coalesce(t.doctor_id, d.doctors[1])
    else d.staff[1 + floor(pg_temp.die(a.roll, 1) * array_length(d.staff, 1))::integer]
  end,
  case when pg_temp.die(a.roll, 4) < 0.2 then (array[1, 2, 11, 5])[1 + floor(pg_temp.die(a.roll, 2) * 4)::integer] end,
  case when a.target_rank <= a.odd and a.odd_planted then 12 when a.to_user then 58 else 11 end
from aimed a
join gen_patient t on t.p = a.p
join gen_culture c on c.culture = t.culture
cross join gen_desk d
order by a.n;

-- dispatch_comment -------------------------------------------------------------------------------
-- 13,337 plans bear one or more. A few plans are those of deleted orders (Q-24).

create temporary table gen_author as
select a.id, (row_number() over (order by a.turn, a.staff_no))::integer as no
from (
  -- Doctors and staff in turn, so that any number of authors has both.
  select t.id, t.no as turn, 1 as staff_no
  from gen_desk d
  cross join lateral unnest(d.staff) with ordinality as t (id, no)
  union all
  select t.id, t.no / 3, 2
  from gen_desk d
  cross join lateral unnest(d.doctors) with ordinality as t (id, no)
) a;

create temporary table gen_commented as
select r.m, row_number() over (order by r.hidden desc, r.rank) as c
from (
  select
    p.m,
    p.hidden and pg_temp.planted('Q-24') as hidden,
    p.hidden as of_hidden,
    row_number() over (partition by p.hidden order by pg_temp.pick('dispatch_comment', p.m, 'commented'), p.m) as rank
  from gen_plan p
) r
where r.hidden and r.rank <= pg_temp.sized(59, 1)
 or not r.of_hidden;

create unique index on gen_commented (c);
analyze gen_commented;

insert into dispatch_comment (id, text, created_at, author_id, plan_id)
with rolled as (
  select n, pg_temp.roll('dispatch_comment', n) as roll
  from generate_series(1, pg_temp.sized(15074, 24)) as g (n)
  offset 0
), sizes as (
  select
    least(pg_temp.sized(13337, 20), (select max(c) from gen_commented))::integer as plans,
    pg_temp.sized(59, 1) as orphans,
    least(pg_temp.sized(362, 3), (select count(*) from gen_author))::integer as authors,
    pg_temp.sized(997, 2) as nobody,
    pg_temp.sized(15074, 24) as comments,
    pg_temp.planted('Q-25') as nobody_planted,
    pg_temp.planted('Q-45') as long_planted,
    pg_temp.planted('Q-52') as sparse
), placed as (
  select
    r.*,
    s.*,
    case
      when r.n <= s.plans then r.n
      else 1 + s.orphans + floor(pg_temp.die(r.roll, 1) * pg_temp.die(r.roll, 1) * (s.plans - s.orphans))::integer
    end as c,
    row_number() over (order by pg_temp.die(r.roll, 2), r.n) as place,
    case
      when x.u < 0.02 then 0
      when x.u < 0.50 then 10 + (x.u - 0.02) / 0.48 * 80
      when x.u < 0.90 then 80 + (x.u - 0.50) / 0.40 * 170
      when x.u < 0.99 then 250 + (x.u - 0.90) / 0.09 * 600
      else 850 + (x.u - 0.99) / 0.01 * 1324
    end::integer as wanted
  from rolled r
  cross join sizes s
  cross join lateral (select pg_temp.die(r.roll, 3) as u) x
)
select
  pg_temp.sparse(p.place, p.sparse),
  left(
    repeat(t.words, 1 + least(w.length, case when p.long_planted then 2174 else 199 end) / length(t.words)),
    least(w.length, case when p.long_planted then 2174 else 199 end)),
  pg_temp.along(p.place, p.comments),
  -- The last in time name nobody (Q-25); the first name each author once.
  case
    when p.place > p.comments - p.nobody and p.nobody_planted then null
    else a.id
  end,
  n.id
from placed p
join gen_commented g on g.c = p.c
join gen_plan n on n.m = g.m
join gen_order o on o.j = n.j
join gen_patient q on q.p = o.p
join gen_culture c on c.culture = q.culture
cross join lateral (
  select case when p.n = 1 then 2174 else p.wanted end as length
) w
cross join lateral (
  select pg_temp.among(c.sentence, pg_temp.die(p.roll, 4)) || ' ' || array_to_string(c.sentence, ' ') || ' ' as words
) t
join gen_author a
  on a.no = case
    when p.place <= p.authors then p.place
    else 1 + floor(pg_temp.die(p.roll, 5) * pg_temp.die(p.roll, 5) * p.authors)::integer
  end
order by p.place;

-- dispatch_note ----------------------------------------------------------------------------------
-- One is about a user who is no doctor (Q-33).

insert into dispatch_note (id, text, created_at, author_id, doctor_id)
select
  n.no,
  pg_temp.among(c.sentence, pg_temp.die(n.roll, 1)),
  pg_temp.along(n.no, n.notes),
  d.staff[1 + case
    when n.no <= n.authors then n.no - 1
    else floor(pg_temp.die(n.roll, 2) * n.authors)::integer
  end],
  case
    when n.no = n.notes and (select pg_temp.planted('Q-33')) then (select u.id from gen_user u where u.p is not null order by u.i limit 1)
    else w.id
  end
from (
  select
    g.no,
    pg_temp.roll('dispatch_note', g.no) as roll,
    pg_temp.sized(963, 3) as notes,
    least(pg_temp.sized(21, 2), (select array_length(staff, 1) from gen_desk)) as authors
  from generate_series(1, pg_temp.sized(963, 3)) as g (no)
  offset 0
) n
cross join gen_desk d
join gen_doctor w
  on w.staff = 1 + floor(pg_temp.die(n.roll, 3) * pg_temp.die(n.roll, 3) * array_length(d.doctors, 1))::integer
join gen_culture c on c.culture = w.culture;

-- dispatch_reading -------------------------------------------------------------------------------

insert into dispatch_reading (id, target_id, read_at, target_type_id, user_id)
select
  r.no,
  t.id,
  t.created_at + make_interval(secs => floor(pg_temp.die(r.roll, 1) * 400000)),
  17,
  d.doctors[1 + floor(pg_temp.die(r.roll, 2) * array_length(d.doctors, 1))::integer]
from (
  select
    g.no,
    pg_temp.roll('dispatch_reading', g.no) as roll,
    1 + (g.no - 1) * pg_temp.sized(60976, 24) / pg_temp.sized(8000, 4) as n
  from generate_series(1, pg_temp.sized(8000, 4)) as g (no)
  offset 0
) r
join dispatch_record t on t.id = pg_temp.sparse(r.n, (select pg_temp.planted('Q-52')))
cross join gen_desk d;

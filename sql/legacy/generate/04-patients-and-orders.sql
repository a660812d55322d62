-- Patients ---------------------------------------------------------------------------------------
-- person  ordinal that the person is drawn from: its own, or that of the patient it repeats (Q-14)

create temporary table gen_patient as
with p as (
  select
    u.p,
    u.i,
    u.joined,
    sum(pg_temp.gap('dispatch_patient', u.p)) over (order by u.p) as id,
    count(*) over () as patients,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'same person'), u.p) - 1 as same_rank,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'archived'), u.p) as archived_rank,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'submitted'), u.p) as submitted_rank,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'suffix missing'), u.p) as suffix_rank
  from gen_user u
  where u.p is not null
), q as (
  -- One patient in eight groups of three shares the very user; the others are users of one name.
  select
    p.*,
    p.same_rank / 3 < least(pg_temp.sized(12, 2), p.patients / 6) as repeated,
    p.same_rank / 3 < least(pg_temp.sized(3, 1), p.patients / 6) as one_user,
    p.archived_rank <= round(p.patients * 0.154) as archived
  from p
), leader as (
  select q.same_rank / 3 as trio, q.p, q.i
  from q
  where q.repeated and q.same_rank % 3 = 0
), slot as (
  -- Places at doctors, dealt round by round.
  select
    d.staff,
    row_number() over (order by r.no, d.staff) as no
  from gen_doctor d
  cross join lateral generate_series(1, d.patients) as r (no)
), dealt as (
  select
    q.p,
    row_number() over (order by pg_temp.pick('dispatch_patient', q.p, 'doctor'), q.p) as no
  from q
), attended as (
  select dealt.p, slot.staff
  from dealt
  left join slot on slot.no = dealt.no and slot.no <= (select max(no) from dealt) - pg_temp.sized(8, 0)
), settled as (
  select
    q.*,
    coalesce(l.p, q.p) as person,
    case when q.one_user then coalesce(l.i, q.i) else q.i end as user_i,
    a.staff
  from q
  left join leader l on (select pg_temp.planted('Q-14')) and q.repeated and l.trio = q.same_rank / 3
  left join attended a on a.p = coalesce(l.p, q.p)
)
select
  s.p,
  s.id::integer as id,
  s.person,
  s.user_i,
  u.id as user_id,
  s.joined,
  s.archived,
  s.staff,
  h.user_id as doctor_id,
  case
    when pg_temp.pick('dispatch_patient', s.p, 'second office') < 0.1
      and h.staff <= pg_temp.sized(438, 1) - pg_temp.sized(424, 1)
    then coalesce(h.second_id, h.home_id)
    else h.home_id
  end as office_id,
  case
    when pg_temp.pick('person', s.person, 'culture') < 0.93 then coalesce(d.culture, 'en')
    else pg_temp.among('{vi,ja,th,fr,hi,en}', pg_temp.pick('person', s.person, 'foreign'))
  end as culture,
  s.submitted_rank,
  s.suffix_rank,
  row_number() over (order by s.archived desc, s.archived_rank) as office_rank,
  row_number() over (order by pg_temp.pick('dispatch_patient', s.p, 'instructions'), s.p) as busy_rank,
  s.patients
from settled s
join gen_user u on u.i = s.user_i
left join gen_home h on h.staff = s.staff
left join gen_doctor d on d.staff = s.staff;

alter table gen_patient add primary key (p);
analyze gen_patient;

-- Instructions -----------------------------------------------------------------------------------
-- j     ordinal in time
-- place ordinal inside the patient
-- hidden the order is among those that Q-50 deletes

create temporary table gen_order as
with weighed as (
  -- About three each, some none, fifteen at most (docs/legacy-data.md).
  select
    p.p,
    p.joined,
    floor(case
      when x.u < 0.10 then 0
      when x.u < 0.50 then 1 + (x.u - 0.10) / 0.40 * 1.5
      when x.u < 0.80 then 2.5 + (x.u - 0.50) / 0.30 * 2
      when x.u < 0.95 then 4.5 + (x.u - 0.80) / 0.15 * 3.5
      else 8 + (x.u - 0.95) / 0.05 * 7
    end)::integer as orders,
    p.busy_rank
  from gen_patient p
  cross join lateral (select (p.busy_rank - 0.5)::double precision / p.patients as u) x
), short as (
  select
    pg_temp.sized(25000, 6) - sum(w.orders) as rest,
    greatest(1, count(*) filter (where w.orders > 0)) as takers
  from weighed w
), given as (
  select
    w.p,
    w.joined,
    w.orders + case
      when w.orders > 0 and s.rest > 0
      then s.rest / s.takers
        + case when row_number() over (partition by w.orders > 0 order by w.busy_rank) <= s.rest % s.takers
          then 1 else 0 end
      else 0
    end as orders
  from weighed w
  cross join short s
), listed as (
  select
    g.p,
    r.no as place,
    g.orders,
    g.joined + floor((1751328000 - g.joined) * x.part * x.part)::bigint as submitted
  from given g
  cross join lateral generate_series(1, g.orders) as r (no)
  -- The first orders of a patient follow each other faster than the last.
  cross join lateral (
    select (r.no - 1 + pg_temp.pick('dispatch_instruction', g.p * 100 + r.no, 'submitted')) / g.orders as part
  ) x
), timed as (
  select
    l.*,
    row_number() over (order by l.submitted, l.p, l.place) as j
  from listed l
), kept as (
  select t.*
  from timed t
  where t.j <= pg_temp.sized(25000, 6)
), status as (
  select
    k.*,
    case
      when pg_temp.pick('dispatch_instruction', k.j, 'status') < 0.830 then 4
      when pg_temp.pick('dispatch_instruction', k.j, 'status') < 0.975 then 1
      when pg_temp.pick('dispatch_instruction', k.j, 'status') < 0.998 then 2
      else 0
    end as status
  from kept k
)
select
  s.j,
  sum(pg_temp.gap('dispatch_instruction', s.j)) over (order by s.j) as id,
  s.p,
  s.place,
  s.orders,
  s.submitted,
  s.status,
  -- From submission to shipping: median 16.7 days, mean 21.
  s.submitted + floor(86400 * case
    when x.u < 0.5 then 3 + x.u / 0.5 * 13.73
    when x.u < 0.9 then 16.73 + (x.u - 0.5) / 0.4 * 17.27
    else 34 + (x.u - 0.9) / 0.1 * 46
  end)::bigint as updated,
  false as patient_broken,
  0::bigint as unknown_rank,
  0::bigint as exports_rank,
  row_number() over (order by pg_temp.pick('dispatch_instruction', s.j, 'deleted'), s.j) <= pg_temp.sized(355, 1) as hidden,
  row_number() over (order by pg_temp.pick('dispatch_instruction', s.j, 'submitted missing'), s.j) as submitted_rank,
  row_number() over (order by pg_temp.pick('dispatch_instruction', s.j, 'long text'), s.j) as long_rank
from status s
cross join lateral (select pg_temp.pick('dispatch_instruction', s.j, 'shipping') as u) x;

alter table gen_order add primary key (j);
create index on gen_order (p);
analyze gen_order;

-- Which patients have broken schemes (Q-42): such as have a few orders, so that something waits
-- for them; and apart from those, which instructions are broken themselves (Q-42, Q-49).

alter table gen_patient add column broken_rank bigint;

update gen_patient p
set broken_rank = r.rank
from (
  select
    g.p,
    row_number() over (order by pg_temp.pick('dispatch_patient', g.p, 'broken schemes'), g.p) as rank
  from gen_patient g
  where exists (select 1 from gen_order o where o.p = g.p and o.orders between 1 and 6)
) r
where r.p = p.p;

update gen_order o
set patient_broken = true
from gen_patient p
where p.p = o.p
 and p.broken_rank <= pg_temp.sized(6, 2);

update gen_order o
set
  unknown_rank = r.unknown_rank,
  exports_rank = r.exports_rank
from (
  select
    g.j,
    row_number() over (order by pg_temp.pick('dispatch_instruction', g.j, 'broken'), g.j) as unknown_rank,
    row_number() over (order by pg_temp.pick('dispatch_instruction', g.j, 'broken') desc, g.j) as exports_rank
  from gen_order g
  where not g.patient_broken
) r
where r.j = o.j;

-- Jaws -------------------------------------------------------------------------------------------
-- slot   the key: 2j - 1 is the upper, 2j the lower jaw of order j; some slots stay empty
-- loose  no order points at it (Q-32)

create temporary table gen_jaw as
select
  r.slot::integer as slot,
  ((r.slot + 1) / 2)::integer as j,
  r.rank <= pg_temp.sized(363, 1) as loose
from (
  select
    s.slot,
    row_number() over (order by pg_temp.pick('dispatch_jaw', s.slot, 'made'), s.slot) as rank
  from generate_series(1, 2 * (select count(*) from gen_order)) as s (slot)
) r
where r.rank <= pg_temp.sized(43458, 8);

alter table gen_jaw add primary key (slot);
analyze gen_jaw;

-- Who there is -----------------------------------------------------------------------------------
-- i      ordinal of the user
-- staff  ordinal among those who are no patients: first doctors, last technicians and
--        administrators; they overlap, because 9,101 users are fewer than the sum (docs/legacy-data.md)
-- p      ordinal of the patient

create temporary table gen_user as
with u as (
  select
    i,
    sum(pg_temp.gap('auth_user', i)) over (order by i) as id,
    -- People who work here joined early.
    row_number() over (
      order by pg_temp.pick('auth_user', i, 'kind') * (0.3 + i::double precision / pg_temp.sized(9101, 8)), i
    ) as rank,
    1325376000 + floor(
      (i - 1 + pg_temp.pick('auth_user', i, 'joined')) / pg_temp.sized(9101, 8) * 425952000
    )::bigint as joined
  from generate_series(1, pg_temp.sized(9101, 8)) i
), split as (
  select
    u.*,
    pg_temp.sized(9101, 8) - least(pg_temp.sized(7849, 4), pg_temp.sized(9101, 8) - 3) as workers
  from u
)
select
  s.i,
  s.id::integer as id,
  s.joined,
  case when s.rank <= s.workers then s.rank end as staff,
  case when s.rank > s.workers then row_number() over (partition by s.rank > s.workers order by s.i) end as p,
  s.rank <= least(s.workers, pg_temp.sized(1181, 1)) as doctor,
  s.rank <= s.workers and s.rank > s.workers - pg_temp.sized(85, 1) - pg_temp.sized(25, 1)
    and s.rank <= s.workers - pg_temp.sized(25, 1) as technician,
  s.rank <= s.workers and s.rank > s.workers - pg_temp.sized(25, 1) as administrator
from split s;

alter table gen_user add primary key (i);
create unique index on gen_user (staff);
create unique index on gen_user (p);
analyze gen_user;

-- Offices ----------------------------------------------------------------------------------------
-- body   ordinal that the address is drawn from: its own, or that of the office it repeats (Q-31)
-- place  ordinal inside its country

create temporary table gen_office as
with o as (
  select
    o,
    sum(pg_temp.gap('dispatch_office', o)) over (order by o) as id,
    (row_number() over (order by pg_temp.pick('dispatch_office', o, 'country'), o) - 0.5)::double precision
      / pg_temp.sized(844, 2) as u
  from generate_series(1, pg_temp.sized(844, 2)) o
), placed as (
  select
    o.o,
    o.id::integer as id,
    case
      when o.u < 557.0 / 896 then 'US' when o.u < 712.0 / 896 then 'IN'
      when o.u < 822.0 / 896 then 'JP' when o.u < 886.0 / 896 then 'TH'
      when o.u < 889.0 / 896 then 'VN' when o.u < 892.0 / 896 then 'AU'
      when o.u < 893.0 / 896 then 'PH' when o.u < 894.0 / 896 then 'SG'
      when o.u < 895.0 / 896 then 'FR' else 'NZ'
    end as country
  from o
), ranked as (
  select
    p.*,
    row_number() over (partition by p.country order by p.o) - 1 as place,
    count(*) over (partition by p.country) as places,
    row_number() over (partition by p.country order by pg_temp.pick('dispatch_office', p.o, 'twin'), p.o) as twin_rank,
    row_number() over (order by pg_temp.pick('dispatch_office', p.o, 'valid'), p.o) as valid_rank,
    row_number() over (order by pg_temp.pick('dispatch_office', p.o, 'name missing'), p.o) as name_rank
  from placed p
)
select
  r.o,
  r.id,
  r.country,
  case r.country
    when 'IN' then 'hi' when 'JP' then 'ja' when 'TH' then 'th' when 'VN' then 'vi' when 'FR' then 'fr'
    else 'en'
  end as culture,
  r.place,
  r.places,
  r.name_rank,
  r.twin_rank,
  r.valid_rank <= pg_temp.sized(329, 1) as not_valid,
  -- A few of the offices at home are written down a second time.
  r.country = 'US' and r.twin_rank <= least(pg_temp.sized(20, 1), r.places / 2) as repeats,
  coalesce(t.o, r.o) as body
from ranked r
left join ranked t
  on r.country = 'US'
  and t.country = 'US'
  and r.twin_rank <= least(pg_temp.sized(20, 1), r.places / 2)
  and t.twin_rank = r.twin_rank + least(pg_temp.sized(20, 1), r.places / 2)
  and (select pg_temp.planted('Q-31'));

alter table gen_office add primary key (o);
analyze gen_office;

-- Where doctors work and how many patients they have ---------------------------------------------
-- The first 440 have patients (Q-12: 741 of 1,181 have none), the most in front.

create temporary table gen_doctor as
with d as (
  select
    u.i,
    u.id,
    u.staff,
    u.doctor,
    u.doctor and u.staff <= pg_temp.sized(440, 1) as active,
    -- The golden ratio spreads countries evenly over large and small practices alike.
    u.staff * 0.6180339887498949::double precision - floor(u.staff * 0.6180339887498949::double precision) as spread
  from gen_user u
  where u.staff is not null
), c as (
  select
    d.*,
    case
      when d.spread < 0.6861 then 'US' when d.spread < 0.8800 then 'JP'
      when d.spread < 0.9906 then 'TH' when d.spread < 0.9995 then 'IN'
      else 'AU'
    end as wish
  from d
), settled as (
  select
    c.*,
    case when exists (select 1 from gen_office o where o.country = c.wish) then c.wish else 'US' end as country
  from c
), numbered as (
  select
    s.*,
    row_number() over (partition by s.country order by s.staff) - 1 as place,
    case s.country when 'JP' then 'ja' when 'TH' then 'th' when 'IN' then 'hi' else 'en' end as culture
  from settled s
), weighed as (
  select
    n.*,
    -- u is 1 for the largest practice; the curve has median 4, mean 17, maximum 453 (Q-13).
    case
      when not n.active then 0
      when not (select pg_temp.planted('Q-13')) then (pg_temp.sized(7849, 4) - pg_temp.sized(8, 0)) / pg_temp.sized(440, 1)
      else greatest(1, floor(case
        when x.u < 0.500 then 1 + x.u / 0.500 * 3
        when x.u < 0.750 then 4 + (x.u - 0.500) / 0.250 * 6
        when x.u < 0.900 then 10 + (x.u - 0.750) / 0.150 * 25
        when x.u < 0.970 then 35 + (x.u - 0.900) / 0.070 * 65
        when x.u < 0.995 then 100 + (x.u - 0.970) / 0.025 * 190
        else 290 + (x.u - 0.995) / (0.005 - 0.5 / greatest(101, pg_temp.sized(440, 1))) * 163
      end))
    end::integer as patients,
    n.active and x.u >= 0.750 and x.u < 0.970 as middle
  from numbered n
  cross join lateral (
    select 1 - (n.staff - 0.5)::double precision / pg_temp.sized(440, 1) as u
  ) x
), short as (
  select
    (pg_temp.sized(7849, 4) - pg_temp.sized(8, 0)) - sum(w.patients) as rest,
    greatest(1, count(*) filter (where w.middle or w.staff = 1)) as takers
  from weighed w
)
-- What the curve leaves over goes to the practices in the middle.
select
  w.i,
  w.id,
  w.staff,
  w.doctor,
  w.active,
  w.country,
  w.culture,
  w.place,
  row_number() over (partition by w.culture order by w.staff) - 1 as name_no,
  w.patients + case
    when (w.middle or w.staff = 1) and s.rest > 0
    then s.rest / s.takers
      + case when row_number() over (partition by w.middle or w.staff = 1 order by w.staff desc) <= s.rest % s.takers
        then 1 else 0 end
    else 0
  end as patients
from weighed w
cross join short s;

alter table gen_doctor add primary key (staff);
create unique index on gen_doctor (i);
analyze gen_doctor;

create temporary table gen_home as
select
  d.staff,
  d.i,
  d.id as user_id,
  d.country,
  h.o as home,
  h.id as home_id,
  s.o as second,
  s.id as second_id
from gen_doctor d
join gen_office h
  on h.country = d.country
  and h.place = d.place % h.places
left join gen_office s
  on s.country = d.country
  and s.places > 1
  and s.place = (d.place + 1 + s.places / 3) % s.places
  and s.o <> h.o
where d.doctor;

alter table gen_home add primary key (staff);
analyze gen_home;

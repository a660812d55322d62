-- auth_user --------------------------------------------------------------------------------------

create temporary table gen_person as
with named as (
  select
    u.i,
    u.id,
    u.joined,
    u.staff,
    u.p,
    u.doctor,
    u.technician,
    u.administrator,
    c.culture,
    case
      when u.p is not null then pg_temp.among(c.given, pg_temp.pick('person', p.person, 'given'))
      else c.given[1 + d.name_no % array_length(c.given, 1)]
    end as first_name,
    case
      when u.p is not null then pg_temp.among(c.family, pg_temp.pick('person', p.person, 'family'))
      -- The names of those who work here do not repeat by chance: Q-11 is counted.
      else c.family[1 + (d.name_no / array_length(c.given, 1)) % array_length(c.family, 1)]
        || case
          when d.name_no < array_length(c.given, 1) * array_length(c.family, 1) then ''
          else '-' || c.family[1 + (d.name_no / array_length(c.given, 1) / array_length(c.family, 1)) % array_length(c.family, 1)]
        end
    end as last_name,
    case
      when u.p is not null then pg_temp.among(c.given_latin, pg_temp.pick('person', p.person, 'given'))
        || '.' || pg_temp.among(c.family_latin, pg_temp.pick('person', p.person, 'family'))
      else c.given_latin[1 + d.name_no % array_length(c.given, 1)]
        || '.' || c.family_latin[1 + (d.name_no / array_length(c.given, 1)) % array_length(c.family, 1)]
    end || '.' || u.i as local_part
  from gen_user u
  left join gen_patient p on p.p = u.p
  left join gen_doctor d on d.i = u.i
  join gen_culture c on c.culture = coalesce(p.culture, d.culture)
), ranked as (
  select
    n.*,
    -- Test accounts are doctors without patients (Q-10).
    case when n.doctor and n.staff > pg_temp.sized(440, 1) then
      row_number() over (
        partition by n.doctor and n.staff > pg_temp.sized(440, 1)
        order by pg_temp.pick('auth_user', n.i, 'test account'), n.i)
    end as test_rank,
    case when n.doctor then
      row_number() over (partition by n.doctor order by pg_temp.pick('auth_user', n.i, 'inactive'), n.i)
    end as inactive_rank,
    case when n.doctor then
      row_number() over (
        partition by n.doctor
        order by n.joined >= 1672531200, pg_temp.pick('auth_user', n.i, 'silent'), n.i)
    end as silent_rank,
    case when n.doctor and n.culture = 'en' then
      row_number() over (
        partition by n.doctor and n.culture = 'en'
        order by pg_temp.pick('auth_user', n.i, 'same name'), n.i) - 1
    end as same_name_rank,
    case when n.p is not null then
      row_number() over (partition by n.p is null order by pg_temp.pick('auth_user', n.i, 'name'), n.i)
    end as name_rank
  from named n
), mailed as (
  select
    r.*,
    coalesce(r.test_rank <= pg_temp.sized(223, 1), false) as test,
    count(*) over (partition by r.p is null) as of_kind,
    row_number() over (
      partition by r.p is null
      order by coalesce(r.test_rank <= pg_temp.sized(223, 1), false), pg_temp.pick('auth_user', r.i, 'email missing'), r.i
    ) as blank_rank
  from ranked r
), blanked as (
  -- 15 % of those who work here and nearly all patients have no address (Q-01).
  select
    m.*,
    case
      when m.p is null then m.blank_rank <= floor(m.of_kind * 0.15)
      else m.blank_rank <= pg_temp.sized(7857, 1)
        - floor((pg_temp.sized(9101, 8) - m.of_kind) * 0.15)
    end as blank
  from mailed m
), faulty as (
  select
    b.*,
    case when not b.blank and not b.test then
      row_number() over (
        partition by b.blank or b.test
        order by pg_temp.pick('auth_user', b.i, 'email fault'), b.i) - 1
    end as fault_rank
  from blanked b
), shares as (
  select
    pg_temp.sized(7, 1) as addresses,
    pg_temp.sized(62, 3) + pg_temp.sized(7, 1) as holders
)
select
  f.i,
  f.id,
  f.joined,
  f.staff,
  f.p,
  f.doctor,
  f.technician,
  f.administrator,
  f.culture,
  f.test,
  f.inactive_rank,
  f.silent_rank,
  f.same_name_rank,
  f.name_rank,
  f.first_name,
  f.last_name,
  f.local_part,
  case
    when f.test and (select pg_temp.planted('Q-10')) then
      f.local_part || case
        when f.test_rank <= pg_temp.sized(215, 1) then '@example.test'
        when f.test_rank <= pg_temp.sized(222, 1) then '@dev.example.test'
        else '@demo.example.test'
      end
    when f.blank and (select pg_temp.planted('Q-01')) then ''
    -- One address for several people, in several spellings (Q-03). The last group gives one
    -- holder to the first, which so has eleven at full scale.
    when f.fault_rank < s.holders and (select pg_temp.planted('Q-03')) then
      case (f.fault_rank / s.addresses) % 3
        when 0 then 'front.desk.' || g.no || '@example.org'
        when 1 then 'Front.Desk.' || g.no || '@Example.org'
        else pg_temp.shout('front.desk.' || g.no || '@example.org')
      end
    when f.fault_rank >= s.holders and f.fault_rank < s.holders + pg_temp.sized(60, 3) and (select pg_temp.planted('Q-04')) then
      case (f.fault_rank - s.holders) % 6
        when 0 then f.local_part || '.example.org'
        when 1 then 'o''' || f.local_part || '''@example.com'
        when 2 then replace(f.local_part, '.', ' ') || '@example.org'
        when 3 then f.local_part || '@example'
        when 4 then f.local_part || '@@example.org'
        else f.local_part || '@example.c'
      end
    else f.local_part || case when pg_temp.pick('auth_user', f.i, 'domain') < 0.6 then '@example.org' else '@example.com' end
  end as email
from faulty f
cross join shares s
cross join lateral (
  select case
    when s.addresses > 1
      and f.fault_rank = s.holders - 1 - s.holders % s.addresses
    then 0
    else f.fault_rank % s.addresses
  end as no
) g;

alter table gen_person add primary key (i);
analyze gen_person;

-- Forty names of doctors are borne by several (Q-11): their bearers take the name of the first.
update gen_person b
set
  first_name = f.first_name,
  last_name = f.last_name
from gen_person f
where (select pg_temp.planted('Q-11'))
 and b.same_name_rank between 0 and pg_temp.sized(162, 2) - 1
 and f.same_name_rank = b.same_name_rank % pg_temp.sized(40, 1)
 and f.i <> b.i;

insert into auth_user (
  id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined
)
select
  u.id,
  -- Not a hash of anything; a migration that shows it anywhere has read what it may not.
  'pbkdf2_sha256$260000$synthetic$' || md5(current_setting('crosswalk.seed') || '|password|' || u.i),
  case
    when u.p is not null then
      case when pg_temp.pick('auth_user', u.i, 'login') < 0.08
        then pg_temp.at(u.joined + floor(pg_temp.pick('auth_user', u.i, 'last login') * (1751328000 - u.joined))::bigint)
      end
    -- Doctors: 461 silent for more than a year, 350 who never came, the rest in 2025.
    when u.doctor and u.silent_rank <= pg_temp.sized(461, 1) and u.joined < 1672531200 and (select pg_temp.planted('Q-12')) then
      pg_temp.at(u.joined + floor(pg_temp.pick('auth_user', u.i, 'last login') * (1719792000 - u.joined))::bigint)
    when u.doctor and u.silent_rank > pg_temp.sized(461, 1) and u.silent_rank <= pg_temp.sized(811, 2) and (select pg_temp.planted('Q-12')) then
      null
    else pg_temp.at(greatest(u.joined, 1735689600 + floor(pg_temp.pick('auth_user', u.i, 'last login') * 15638400)::bigint))
  end,
  u.administrator and pg_temp.pick('auth_user', u.i, 'superuser') < 0.6,
  case when u.p is not null
    then 'p' || substr(md5(current_setting('crosswalk.seed') || '|token|' || u.i), 1, 8) || u.i
    else u.local_part
  end,
  case
    when not (select pg_temp.planted('Q-05')) or u.name_rank is null then u.first_name
    when u.name_rank <= pg_temp.sized(91, 4) then
      case u.name_rank % 4 when 0 then '' when 1 then u.first_name when 2 then '   ' else '' end
    when u.name_rank <= pg_temp.sized(91, 4) + pg_temp.sized(18, 3) then
      case u.name_rank % 3 when 0 then 'null' when 1 then u.first_name else 'Null' end
    else u.first_name
  end,
  case
    when not (select pg_temp.planted('Q-05')) or u.name_rank is null then u.last_name
    when u.name_rank <= pg_temp.sized(91, 4) then
      case u.name_rank % 4 when 1 then '' when 3 then ' ' else u.last_name end
    when u.name_rank <= pg_temp.sized(91, 4) + pg_temp.sized(18, 3) then
      case u.name_rank % 3 when 1 then 'NULL' else u.last_name end
    else u.last_name
  end,
  u.email,
  u.technician or u.administrator,
  not (u.doctor and u.inactive_rank <= pg_temp.sized(166, 1) and (select pg_temp.planted('Q-12'))),
  pg_temp.at(u.joined)
from gen_person u
order by u.i;

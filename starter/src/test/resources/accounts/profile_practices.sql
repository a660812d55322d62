-- A patient belongs where the patient is treated, else where the doctor works; a doctor where he works, or
-- where his patients are treated. Who is neither belongs to no practice; where nothing tells it, none is
-- made up (Q-36).
with place as (
  select user_id as id from dispatch_office_doctors
  union
  select doctor_id from dispatch_office where doctor_id is not null
  union
  select doctor_id from dispatch_patient where doctor_id is not null and office_id is not null
), patient as (
  select
    user_id as id,
    bool_or(office_id is not null) as treated,
    (array_agg(doctor_id order by id))[1] as doctor_id
  from dispatch_patient
  group by user_id
), person as (
  select
    u.id,
    t.id is null and d.id is null as neither,
    case when t.id is null then u.id in (select id from place)
      else t.treated or coalesce(t.doctor_id in (select id from place), false) end as placed
  from auth_user u
  left join patient t on t.id = u.id
  left join doctor d on d.id = u.id
)
select 'source' as term, '' as name, count(*) as rows from person
union all
select 'filtered', 'of_no_practice', count(*) from person where neither
union all
select 'updated', '', count(*) from person where placed
union all
select 'existing_same', '', count(*) from person where not neither and not placed

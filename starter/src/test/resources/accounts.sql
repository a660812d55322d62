-- What the accounts beside build on, for one session: the keys that the generator says it has planted,
-- and the rows that stay behind, so that what hangs on them waits. Nothing here knows an entity file.

create function pg_temp.planted(wanted text) returns setof bigint
language plpgsql
as $$
begin
  return query execute (select m.keys_query from crosswalk_manifest m where m.quirk = wanted);
end
$$;

-- Broken text is no treatment scheme (Q-42); patients hang on nothing that can be missing.
create temporary table lost_patient as
select planted as id
from pg_temp.planted('Q-42:patient.schemes');

-- A status that nobody explained (Q-49), or exports that are not JSON (Q-42). What could be read, but
-- whose patient stayed behind, waits for that patient.
create temporary table lost_order as
select i.id, f.fault
from dispatch_instruction i
cross join lateral (
  select case
    when i.id in (select pg_temp.planted('Q-49')) then 'validation_failure.vocabulary'
    when i.id in (select pg_temp.planted('Q-42:instruction.exports')) then 'validation_failure.json'
    when i.patient_id in (select id from lost_patient) then 'missing_parent.rejected' end as fault
) f
where f.fault is not null;
create index on lost_order (id);

-- A customization that is not JSON (Q-42).
create temporary table lost_product as
select planted as id
from pg_temp.planted('Q-42:product.customization');

-- Whom the old system treated as a doctor: it had no table of them (Q-16).
create temporary table doctor as
select user_id as id from dispatch_doctorsetting
union
select user_id from dispatch_office_doctors
union
select doctor_id from dispatch_office where doctor_id is not null
union
select doctor_id from dispatch_patient where doctor_id is not null
union
select m.user_id from auth_user_groups m join auth_group g on g.id = m.group_id where g.name = 'Doctor';

create temporary table technician as
select m.user_id as id
from auth_user_groups m
join auth_group g on g.id = m.group_id
where g.name = 'Technician';

-- Whose the order is, whatever became of it: cases are found by patient.
create temporary view order_patient as
select i.id, i.patient_id, i.patient_id in (select id from lost_patient) as lost
from dispatch_instruction i;

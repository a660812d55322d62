-- Of all users those who have a doctor's settings, an office, a patient, or the group.
select 'source' as term, '' as name, count(*) as rows from auth_user
union all
select 'filtered', 'not_a_doctor', count(*) from auth_user u where not exists (select 1 from doctor d where d.id = u.id)
union all
select 'loaded', '', count(*) from doctor

-- One for each person and practice: members of an office, and owners who are no members.
select 'source' as term, '' as name, (select count(*) from dispatch_office_doctors) + (select count(*) from dispatch_office) as rows
union all
select 'filtered', 'without_owner', count(*) from dispatch_office where doctor_id is null
union all
select 'filtered', 'owner_is_member', count(*)
from dispatch_office o
join dispatch_office_doctors d on d.office_id = o.id and d.user_id = o.doctor_id
union all
select 'loaded', '', count(*)
from (
  select office_id, user_id from dispatch_office_doctors
  union
  select id, doctor_id from dispatch_office where doctor_id is not null
) p

-- Groups and courses: the same at every scale ----------------------------------------------------

insert into auth_group (id, name)
values
  (1, 'Patient'), (2, 'Doctor'), (3, 'Sales'), (4, 'Administrator'), (5, 'Master'),
  (6, 'Support'), (7, 'Billing'), (8, 'Export'), (11, 'Technician');

insert into dispatch_course (id, name, type, customization)
values
  (1, 'Main', 'main', '{}'), (2, 'Refinement', 'refinement', '{}'),
  (3, 'Replacement', 'replacement', '{}'), (4, 'Any', 'any', '{}'),
  (7, 'Invoice', 'invoice', null), (8, 'Merchandise', 'merchandise', null);

-- auth_user_groups -------------------------------------------------------------------------------

insert into auth_user_groups (id, user_id, group_id)
select
  row_number() over (order by m.added, m.user_id, m.group_id),
  m.user_id,
  m.group_id
from (
  select u.id as user_id, 1 as group_id, false as added
  from gen_user u
  where u.p is not null
   and pg_temp.pick('auth_user_groups', u.i, 'patient') < 0.97
  union all
  select u.id, 2, false
  from gen_user u
  where u.doctor
   and not u.technician
   and not u.administrator
   and pg_temp.pick('auth_user_groups', u.i, 'doctor') < 0.85
  union all
  select u.id, 11, false
  from gen_user u
  where u.technician
  union all
  -- Every tenth administrator stands in no group: the flags must tell.
  select u.id, (array[4, 5, 4, 5, 4, 5, 3, 6, 4])[1 + floor(pg_temp.pick('auth_user_groups', u.i, 'administrator') * 9)::integer], false
  from gen_user u
  where u.administrator
   and pg_temp.pick('auth_user_groups', u.i, 'none') >= 0.1
  union all
  -- Groups that say nothing about what a person is.
  select u.id, case when pg_temp.pick('auth_user_groups', u.i, 'other') < 0.01 then 7 else 8 end, false
  from gen_user u
  where u.doctor
   and pg_temp.pick('auth_user_groups', u.i, 'other') < 0.02
  union all
  -- Some patients are doctors as well (Q-09).
  select r.id, 2, true
  from (
    select u.id, row_number() over (order by pg_temp.pick('auth_user_groups', u.i, 'both'), u.i) as rank
    from gen_user u
    where u.p is not null
  ) r
  where r.rank <= pg_temp.sized(8, 1)
   and (select pg_temp.planted('Q-09'))
) m;

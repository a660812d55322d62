-- Desks: who does what ---------------------------------------------------------------------------
-- One row of lists, so that a row of a large table finds its person without a join.

create temporary table gen_desk as
select
  array_agg(d.id order by d.staff) filter (where d.active) as doctors,
  array_agg(d.id order by d.staff) filter (where u.technician) as technicians,
  array_agg(d.id order by d.staff) filter (where u.administrator) as administrators,
  array_agg(d.id order by d.staff) filter (where u.technician or u.administrator) as staff
from gen_doctor d
join gen_user u on u.i = d.i;

analyze gen_desk;

-- Content types: 51, with the numbers that are known ---------------------------------------------

insert into django_content_type (id, app_label, model)
select t.id, t.app_label, m.model
from (
  values
    (3, 'auth', '{group}'::text[]),
    (58, 'auth', '{user}'),
    (2, 'auth', '{permission}'),
    (1, 'admin', '{logentry}'),
    (5, 'contenttypes', '{contenttype}'),
    (6, 'sessions', '{session}'),
    (4, 'account', '{emailaddress}'),
    (7, 'account', '{emailconfirmation}'),
    (8, 'dispatch', '{file}'),
    (11, 'dispatch', '{patient}'),
    (12, 'dispatch', '{plan}'),
    (52, 'otp_email', '{emaildevice}'),
    (53, 'sites', '{site}'),
    (54, 'authtoken', '{token}')
) t (id, app_label, models)
cross join lateral unnest(t.models) as m (model)
union all
-- The numbers of the others are PROPOSED.
select
  case when o.no <= 2 then 8 + o.no else 10 + o.no end,
  'dispatch',
  o.model
from unnest(
  '{instruction,office,project,state,task,template,record,comment,note,notification,product,course,jaw,offer,discount,payment,operation,purchase,ware,agent,instance,category,role,doctorsetting,usersetting,bracket,event,order,storage,link,reading,action,globalsetting,language,client,client3d,master}'::text[]
) with ordinality as o (model, no);

-- Rights -----------------------------------------------------------------------------------------

insert into auth_permission (id, name, content_type_id, codename)
select
  (row_number() over (order by t.id, v.no))::integer,
  'Can ' || v.verb || ' ' || t.model,
  t.id,
  v.verb || '_' || t.model
from django_content_type t
cross join unnest('{add,change,delete,view}'::text[]) with ordinality as v (verb, no);

insert into auth_group_permissions (id, group_id, permission_id)
select (row_number() over (order by r.group_id, r.permission_id))::integer, r.group_id, r.permission_id
from (
  select
    g.id as group_id,
    p.id as permission_id,
    row_number() over (order by pg_temp.pick('auth_group_permissions', g.id * 1000 + p.id, 'granted'), g.id, p.id) as rank
  from auth_group g
  cross join auth_permission p
  where g.id <> 1
) r
where r.rank <= 300;

insert into auth_user_user_permissions (id, user_id, permission_id)
select r.rank::integer, r.user_id, 1 + r.rank::integer * 7
from (
  select a.user_id, row_number() over (order by a.no) as rank
  from gen_desk d
  cross join lateral unnest(d.administrators) with ordinality as a (user_id, no)
) r
where r.rank <= 20;

-- Roles: 32 of the 46 belong to the group Technician, one of them to nobody (Q-36) ---------------

insert into dispatch_role (id, name, abbrev, type, "order", group_id, user_id)
select
  r.no::integer,
  r.word || case when r.turn > 0 then ' ' || r.turn + 1 else '' end,
  r.abbrev || '-' || r.turn + 1,
  1 + (r.no % 4)::integer,
  r.no::integer * 10,
  r.group_id,
  case
    when r.group_id = 11 and not (r.no = 17 and (select pg_temp.planted('Q-36')))
    then d.technicians[1 + (r.no - 1) % array_length(d.technicians, 1)]
  end
from (
  select n.no, w.word, w.abbrev, (n.no - 1) / 8 as turn, 11 as group_id
  from generate_series(1, 32) as n (no)
  join (
    values
      (0, 'Designing', 'DT'), (1, 'Manufacturing', 'MT'), (2, 'Sectioning', 'ST'), (3, 'Remote designing', 'DTR'),
      (4, 'Quality control', 'QC'), (5, 'Inspection', 'INS'), (6, 'Supervisor', 'SV'), (7, 'Indirect bonding', 'IDB')
  ) w (place, word, abbrev) on w.place = (n.no - 1) % 8
  union all
  select 32 + n.no, w.word, w.abbrev, (n.no - 1) / 7, w.group_id
  from generate_series(1, 14) as n (no)
  join (
    values
      (0, 'Doctor', 'DR', 2), (1, 'Sales', 'SA', 3), (2, 'Administrator', 'AD', 4), (3, 'Master', 'MA', 5),
      (4, 'Support', 'SU', 6), (5, 'Billing', 'BI', 7), (6, 'Shipping', 'SH', 8)
  ) w (place, word, abbrev, group_id) on w.place = (n.no - 1) % 7
) r
cross join gen_desk d;

insert into dispatch_role_permissions (id, role_id, permission_id)
select (row_number() over (order by r.role_id, r.permission_id))::integer, r.role_id, r.permission_id
from (
  select
    o.id as role_id,
    p.id as permission_id,
    row_number() over (order by pg_temp.pick('dispatch_role_permissions', o.id * 1000 + p.id, 'granted'), o.id, p.id) as rank
  from dispatch_role o
  cross join auth_permission p
) r
where r.rank <= 1244;

-- Settings of doctors ----------------------------------------------------------------------------

insert into dispatch_usersetting (id, emails, require_2fa, user_id)
select
  pg_temp.sparse(d.staff, (select pg_temp.planted('Q-52'))),
  pg_temp.pick('dispatch_usersetting', d.staff, 'emails') < 0.8,
  case when pg_temp.pick('dispatch_usersetting', d.staff, 'known') < 0.7
    then pg_temp.pick('dispatch_usersetting', d.staff, 'second factor') < 0.2 end,
  d.id
from gen_doctor d
where d.doctor;

insert into dispatch_doctorsetting_masters (id, doctorsetting_id, user_id)
select (row_number() over (order by s.id))::integer, s.id, a.user_id
from dispatch_doctorsetting s
cross join gen_desk d
cross join lateral (
  select d.administrators[1 + s.id % array_length(d.administrators, 1)] as user_id
) a
where pg_temp.pick('dispatch_doctorsetting_masters', s.user_id, 'cared for') < 0.35;

insert into dispatch_doctorsetting_sales (id, doctorsetting_id, user_id)
select (row_number() over (order by s.id))::integer, s.id, a.user_id
from dispatch_doctorsetting s
cross join gen_desk d
cross join lateral (
  select d.administrators[1 + (s.id + 1) % array_length(d.administrators, 1)] as user_id
) a
where pg_temp.pick('dispatch_doctorsetting_sales', s.user_id, 'sold to') < 0.5;

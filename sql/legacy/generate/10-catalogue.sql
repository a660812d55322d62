-- What is the same at every scale: categories, products, templates -------------------------------

-- Forty in two levels. Three of the roots bear the last numbers (Q-37), so that their children
-- come before them.
insert into dispatch_category (id, name, parent_id)
select
  case
    when c.k <= 5 or not x.late then c.k
    when c.k <= 8 then c.k + 32
    else c.k - 3
  end,
  case
    when c.k <= 8 then (x.roots)[c.k]
    else (x.roots)[c.root] || ': ' || (x.steps)[1 + (c.k - 9) / 8]
  end,
  case when c.k > 8 then case when c.root > 5 and x.late then c.root + 32 else c.root end end
from (select k, 1 + (k - 9) % 8 as root from generate_series(1, 40) as g (k)) c
cross join (
  select
    '{Intake,Planning,Design,Manufacturing,Quality,Shipping,Billing,Support}'::text[] as roots,
    '{first look,work,check,hand over}'::text[] as steps,
    pg_temp.planted('Q-37') as late
) x;

-- Ten on sale, six deleted.
insert into dispatch_product (id, name, description, type, free, deleted, substitute, customization, course_id)
select
  p.id,
  p.name,
  case when p.id % 3 = 0 then null else 'Invented product: ' || p.name end,
  p.type,
  p.free,
  p.id > 10,
  p.id in (7, 9),
  case
    -- Not JSON (Q-42).
    when p.id in (4, 12) and (select pg_temp.planted('Q-42')) then
      case p.id when 4 then '{"steps": 20, "trim": "straight" "thickness": 0.75}' else '{''trim'': None}' end
    when p.id % 4 = 0 then null
    when p.id % 4 = 1 then '{}'
    else '{"steps": ' || p.id * 4 || ', "trim": "scalloped"}'
  end,
  p.course
from (
  values
    (1, 'Clear Aligner Full', 1, false, 1), (2, 'Clear Aligner Lite', 1, false, 1), (3, 'Clear Aligner Teen', 1, false, 1),
    (4, 'Refinement Set', 1, false, 2), (5, 'Replacement Aligner', 2, false, 3), (6, 'Retainer Pair', 2, false, 4),
    (7, 'Retainer, thicker', 2, false, 4), (8, 'Indirect Bonding Tray', 3, false, 4), (9, 'Warranty Refinement', 1, true, 2),
    (10, 'Aligner Case', 4, true, 8), (11, 'Clear Aligner (2018)', 1, false, 1), (12, 'Bonding Tray (2017)', 3, false, 4),
    (13, 'Night Guard', 2, false, 4), (14, 'Study Model', 5, false, 4), (15, 'Promotional Kit', 4, true, 8),
    (16, 'Custom Invoice', 5, false, 7)
) p (id, name, type, free, course);

insert into dispatch_product_roles (id, product_id, role_id)
select (row_number() over (order by p.id, r.id))::integer, p.id, r.id
from dispatch_product p
join dispatch_role r on r.group_id = 11 and (p.id + r.id) % 16 = 0;

insert into dispatch_product_successors (id, from_product_id, to_product_id)
values (1, 11, 1), (2, 12, 8), (3, 1, 4), (4, 2, 4), (5, 3, 4), (6, 4, 6);

-- Templates: 152, with names that repeat ---------------------------------------------------------

insert into dispatch_template (
  id, task_name, action_name, text_name, function, status, duration, predefined, read_only, separate, extensions, alerts,
  category_id, course_id
)
select
  pg_temp.sparse(t.no, (select pg_temp.planted('Q-52'))),
  n.done,
  case when t.no % 9 = 0 then null else n.action end,
  case when t.no % 5 = 0 then n.action || ' Note' end,
  case when n.done = 'Submitted' then 1 when n.done like '%Archived' then 2 else 4 end,
  case when n.done = 'Submitted' then 1 when n.done = 'Shipped' then 5 end,
  case when t.no % 7 = 0 then null else 4 * (1 + floor(pg_temp.pick('dispatch_template', t.no, 'duration') * 24)::integer) end,
  pg_temp.pick('dispatch_template', t.no, 'predefined') < 0.6,
  pg_temp.pick('dispatch_template', t.no, 'read only') < 0.1,
  pg_temp.pick('dispatch_template', t.no, 'separate') < 0.2,
  case when n.done like '%Added' then pg_temp.among('{".stl,.ply",".pdf",".zip",".jpg,.png"}', pg_temp.pick('dispatch_template', t.no, 'extensions')) end,
  null,
  (select c.id from dispatch_category c where c.parent_id is not null order by c.id limit 1 offset t.no % 32),
  case when t.no % 11 = 0 then null else (array[1, 2, 3, 4])[1 + t.no % 4] end
from generate_series(1, 152) as t (no)
cross join lateral (
  select
    '{Submitted,Approved,Shipped,Sectioned,"TP# Added","Scan Added","Photos Added","X-Ray Added","Model Printed","Model Checked","Aligners Formed","Aligners Trimmed","Aligners Polished",Packed,"Label Added","Setup Made","Setup Checked","Setup Sent","Revision Added","Revision Checked","Case Archived","Scan Archived","Invoice Added","Doctor Called","Doctor Answered","Bracket Placed","Bracket Checked","Tray Formed","Tray Trimmed","Remote Design Added","Design Checked",Returned}'::text[] as dones,
    '{"Submit Patient","Approve Plan",Ship,Section,"Add TP#","Add Scan","Add Photos","Add X-Ray","Print Model","Check Model","Form Aligners","Trim Aligners","Polish Aligners",Pack,"Add Label","Make Setup","Check Setup","Send Setup","Add Revision","Check Revision","Archive Case","Archive Scan","Add Invoice","Call Doctor","Note Answer","Place Bracket","Check Bracket","Form Tray","Trim Tray","Add Remote Design","Check Design",Return}'::text[] as actions
) w
cross join lateral (
  select w.dones[1 + (t.no - 1) % 32] as done, w.actions[1 + (t.no - 1) % 32] as action
) n;

create temporary table gen_template as
select (row_number() over (order by id))::integer as no, id from dispatch_template;

alter table gen_template add primary key (no);
analyze gen_template;

-- A step follows steps with smaller numbers only: no circle.
insert into dispatch_template_predecessors (id, from_template_id, to_template_id)
select (row_number() over (order by r.f, r.t))::integer, r.f, r.t
from (
  select
    f.id as f,
    t.id as t,
    row_number() over (order by pg_temp.pick('dispatch_template_predecessors', f.no * 1000 + t.no, 'link'), f.no, t.no) as rank
  from gen_template f
  join gen_template t on t.no between f.no + 1 and f.no + 12
) r
where r.rank <= 191;

-- 73 of 166 point at deleted products (Q-29).
insert into dispatch_template_products (id, template_id, product_id)
select (row_number() over (order by r.template_id, r.product_id))::integer, r.template_id, r.product_id
from (
  select
    t.id as template_id,
    p.id as product_id,
    p.deleted,
    row_number() over (
      partition by p.deleted
      order by pg_temp.pick('dispatch_template_products', t.no * 1000 + p.id, 'link'), t.no, p.id) as rank
  from gen_template t
  cross join dispatch_product p
) r
where r.rank <= case
    when r.deleted and pg_temp.planted('Q-29') then 73
    when r.deleted then 0
    when pg_temp.planted('Q-29') then 93
    else 166
  end;

insert into dispatch_template_edit_roles (id, template_id, role_id)
select (row_number() over (order by r.template_id, r.role_id))::integer, r.template_id, r.role_id
from (
  select
    t.id as template_id,
    o.id as role_id,
    row_number() over (order by pg_temp.pick('dispatch_template_edit_roles', t.no * 1000 + o.id, 'link'), t.no, o.id) as rank
  from gen_template t
  cross join dispatch_role o
) r
where r.rank <= 603;

insert into dispatch_template_view_roles (id, template_id, role_id)
select (row_number() over (order by r.template_id, r.role_id))::integer, r.template_id, r.role_id
from (
  select
    t.id as template_id,
    o.id as role_id,
    row_number() over (order by pg_temp.pick('dispatch_template_view_roles', t.no * 1000 + o.id, 'link'), t.no, o.id) as rank
  from gen_template t
  cross join dispatch_role o
) r
where r.rank <= 1036;

-- Doctor, Sales, Master and Technician only.
insert into dispatch_template_view_groups (id, template_id, group_id)
select (row_number() over (order by r.template_id, r.group_id))::integer, r.template_id, r.group_id
from (
  select
    t.id as template_id,
    g.id as group_id,
    row_number() over (order by pg_temp.pick('dispatch_template_view_groups', t.no * 1000 + g.id, 'link'), t.no, g.id) as rank
  from gen_template t
  join auth_group g on g.id in (2, 3, 5, 11)
) r
where r.rank <= 183;

-- dispatch_offer ---------------------------------------------------------------------------------
-- 393 for doctors with orders; the rest cannot be placed (Q-28): 374 for doctors without an order,
-- 20 for users who are no doctors, one for nobody.

create temporary table gen_offer as
with buyers as (
  select d.id, row_number() over (order by d.staff) as no
  from gen_doctor d
  where exists (
    select 1 from gen_patient p join gen_order o on o.p = p.p where p.doctor_id = d.id and not o.hidden
  )
), idle as (
  select d.id, row_number() over (order by d.staff) as no
  from gen_doctor d
  where d.doctor
   and not exists (select 1 from gen_patient p join gen_order o on o.p = p.p where p.doctor_id = d.id)
), strangers as (
  select u.id, row_number() over (order by u.i) as no
  from gen_user u
  where u.p is not null
), sizes as (
  select
    pg_temp.sized(788, 8) as offers,
    pg_temp.sized(374, 2) as idle,
    pg_temp.sized(20, 1) as strangers,
    pg_temp.planted('Q-28') as planted
), ranked as (
  select g.no, row_number() over (order by pg_temp.pick('dispatch_offer', g.no, 'whose'), g.no) as rank
  from sizes s
  cross join lateral generate_series(1, s.offers) as g (no)
)
select
  r.no,
  r.rank <= 1 + s.idle + s.strangers as misplaced,
  case
    when r.rank > 1 + s.idle + s.strangers or not s.planted then b.id
    when r.rank = 1 then null
    when r.rank <= 1 + s.strangers then t.id
    -- At a very small scale no doctor is idle.
    else coalesce(i.id, b.id)
  end as doctor_id
from ranked r
cross join sizes s
join buyers b on b.no = 1 + r.no % (select count(*) from buyers)
left join idle i on i.no = 1 + r.no % (select greatest(1, count(*)) from idle)
left join strangers t on t.no = 1 + r.no % (select greatest(1, count(*)) from strangers);

insert into dispatch_offer (id, price_both, price_upper, price_lower, doctor_id, product_id)
select
  pg_temp.sparse(o.no, (select pg_temp.planted('Q-52'))),
  case when pg_temp.die(x.roll, 1) < 0.95 then 300 + 25 * floor(pg_temp.die(x.roll, 2) * 28) end::numeric,
  case when pg_temp.die(x.roll, 1) < 0.80 then 150 + 25 * floor(pg_temp.die(x.roll, 3) * 14) end::numeric,
  case when pg_temp.die(x.roll, 1) < 0.80 then 150 + 25 * floor(pg_temp.die(x.roll, 3) * 14) end::numeric,
  o.doctor_id,
  1 + floor(pg_temp.die(x.roll, 4) * 8)::integer
from gen_offer o
cross join lateral (select pg_temp.roll('dispatch_offer', o.no) as roll) x;

-- 16 of 151 belong to offers that cannot be placed (Q-30).
insert into dispatch_discount (id, percent, reason, count, used, start, finish, total, offer_id)
select
  n.no,
  5 * (1 + floor(pg_temp.die(n.roll, 1) * 12)::integer),
  case when pg_temp.die(n.roll, 2) < 0.6 then pg_temp.among('{"First case",Volume,Course,Congress,Goodwill}', pg_temp.die(n.roll, 3)) end,
  case when pg_temp.die(n.roll, 3) < 0.5 then 1 + floor(pg_temp.die(n.roll, 2) * 10)::integer end,
  case when pg_temp.die(n.roll, 3) < 0.5 then floor(pg_temp.die(n.roll, 2) * 10)::integer end,
  date '2024-01-01' + floor(pg_temp.die(n.roll, 4) * 400)::integer,
  case when pg_temp.die(n.roll, 5) < 0.7 then date '2025-03-01' + floor(pg_temp.die(n.roll, 4) * 400)::integer end,
  pg_temp.die(n.roll, 5) < 0.3,
  pg_temp.sparse(o.no, (select pg_temp.planted('Q-52')))
from (
  select
    g.no,
    pg_temp.roll('dispatch_discount', g.no) as roll,
    g.no <= pg_temp.sized(16, 1) and pg_temp.planted('Q-30') as misplaced
  from generate_series(1, pg_temp.sized(151, 4)) as g (no)
  offset 0
) n
join (
  select
    no,
    misplaced,
    row_number() over (partition by misplaced order by no) as rank,
    count(*) over (partition by misplaced) as whole
  from gen_offer
) o on o.misplaced = n.misplaced and o.rank = 1 + (n.no - 1) % o.whole;

-- dispatch_payment -------------------------------------------------------------------------------
-- 137 canceled, 34 unpaid, 3,701 paid with an amount; the others are free or come to nothing (Q-48).

insert into dispatch_payment (
  id, order_id, made_at, free, paid, canceled, tax_rate, tax_value, paid_price, subtotal_price, total_price,
  additional_price, custom_price, used_credit, installments, netsuite, doctor_id, instruction_id, office_id
)
with sizes as (
  select
    pg_temp.sized(16014, 12) as payments,
    pg_temp.sized(137, 1) as canceled,
    pg_temp.sized(34, 1) as unpaid,
    pg_temp.sized(3701, 3) as amounts,
    pg_temp.sized(3, 1) as lost,
    pg_temp.planted('Q-38') as percent,
    pg_temp.planted('Q-42') as blanks,
    pg_temp.planted('Q-48') as nothing,
    pg_temp.planted('Q-52') as sparse
), rolled as (
  select
    g.no,
    pg_temp.roll('dispatch_payment', g.no) as roll,
    row_number() over (order by pg_temp.pick('dispatch_payment', g.no, 'kind'), g.no) as rank
  from sizes s
  cross join lateral generate_series(1, s.payments) as g (no)
  offset 0
), payable as (
  select o.j, o.id, o.p, o.submitted, row_number() over (order by o.j) as no
  from gen_order o
  where not o.hidden
), priced as (
  select
    r.*,
    s.*,
    case
      when r.rank <= s.canceled + s.unpaid + s.amounts or not s.nothing
      then (100 + 25 * floor(pg_temp.die(r.roll, 1) * 37))::numeric
      else 0
    end as subtotal,
    case when s.percent
      then (array[0, 0, 0, 4, 6.25, 7.25, 8.25, 8.875, 10, 10.25])[1 + floor(pg_temp.die(r.roll, 2) * 10)::integer]::numeric
      else 0
    end as rate,
    1 + (r.no * 31 % (select max(no) from payable)) as payable
  from rolled r
  cross join sizes s
)
select
  pg_temp.sparse(p.no, p.sparse),
  null,
  pg_temp.at(y.submitted + floor(pg_temp.die(p.roll, 3) * 2600000)::bigint),
  p.subtotal = 0 and pg_temp.die(p.roll, 4) < 0.6,
  not (p.rank > p.canceled and p.rank <= p.canceled + p.unpaid),
  p.rank <= p.canceled,
  p.rate,
  round(p.subtotal * p.rate / 100, 2),
  case
    when p.rank <= p.canceled + p.unpaid then 0
    when pg_temp.die(p.roll, 5) < 0.9 then p.subtotal + round(p.subtotal * p.rate / 100, 2)
    else p.subtotal
  end,
  p.subtotal,
  p.subtotal + round(p.subtotal * p.rate / 100, 2),
  case when p.subtotal > 0 and pg_temp.die(p.roll, 5) < 0.05 then 50 else 0 end,
  case when pg_temp.die(p.roll, 5) > 0.97 then p.subtotal end,
  case when p.subtotal > 0 and pg_temp.die(p.roll, 5) >= 0.9 then round(p.subtotal * p.rate / 100, 2) else 0 end,
  case
    when pg_temp.die(p.roll, 4) < 0.3 then null
    when pg_temp.die(p.roll, 4) < 0.5 and p.blanks then ''
    when pg_temp.die(p.roll, 4) < 0.9 then '[]'
    else '[{"due": "2025-0' || 1 + floor(pg_temp.die(p.roll, 3) * 9)::integer || '-15", "amount": 100}]'
  end,
  pg_temp.die(p.roll, 2) < 0.3,
  t.doctor_id,
  case when p.rank <= p.payments - p.lost then y.id end,
  t.office_id
from priced p
join payable y on y.no = p.payable
join gen_patient t on t.p = y.p
order by p.no;

create temporary table gen_payment as
select
  p.id,
  (row_number() over (order by p.id))::integer as no,
  case when p.paid and not p.canceled and p.total_price > 0
    then row_number() over (partition by p.paid and not p.canceled and p.total_price > 0 order by p.id) end as charged,
  p.made_at,
  p.subtotal_price,
  p.total_price
from dispatch_payment p;

create unique index on gen_payment (no);
create unique index on gen_payment (charged);
analyze gen_payment;

-- One in thirty is a refund of an earlier one.
insert into dispatch_operation (
  id, type, made_at, price, sq_order_id, sq_payment_id, sq_refund_id, card_brand, card_bin, card_last, office_card, attempts,
  payment_id
)
select
  pg_temp.sparse(o.no, (select pg_temp.planted('Q-52'))),
  case when o.refund then 2 else 1 end,
  p.made_at + case when o.refund then interval '5 days' else interval '1 minute' end,
  p.total_price,
  'SQO' || upper(substr(o.roll, 1, 12)),
  'SQP' || upper(substr(o.roll, 5, 12)),
  case when o.refund then 'SQR' || upper(substr(o.roll, 9, 12)) end,
  pg_temp.among('{VISA,MASTERCARD,AMERICAN_EXPRESS,JCB}', pg_temp.die(o.roll, 1)),
  -- Test numbers, which no bank issues.
  '400000',
  lpad(floor(pg_temp.die(o.roll, 2) * 10000)::integer::text, 4, '0'),
  pg_temp.die(o.roll, 3) < 0.3,
  1 + floor(pg_temp.die(o.roll, 4) * pg_temp.die(o.roll, 4) * 3)::integer,
  p.id
from (
  select g.no, pg_temp.roll('dispatch_operation', g.no) as roll, g.no % 30 = 0 as refund
  from generate_series(1, pg_temp.sized(3522, 3)) as g (no)
  offset 0
) o
join gen_payment p
  on p.charged = 1 + (case when o.refund then o.no - 1 else o.no end) % (select max(charged) from gen_payment);

-- A line for each payment, and a second for some.
insert into dispatch_ware (
  id, name, quantity, price, total_price, discount_percent, discount_price, payment_id, product_id, purchase_id
)
select
  pg_temp.sparse(w.no, (select pg_temp.planted('Q-52'))),
  r.name,
  1,
  p.subtotal_price,
  p.subtotal_price,
  case when pg_temp.die(w.roll, 1) < 0.1 then 10 end,
  case when pg_temp.die(w.roll, 1) < 0.1 then round(p.subtotal_price / 10, 2) end,
  p.id,
  case when pg_temp.die(w.roll, 2) < 0.95 then r.id end,
  null
from (
  select g.no, pg_temp.roll('dispatch_ware', g.no) as roll, pg_temp.sized(16014, 12) as payments
  from generate_series(1, pg_temp.sized(16552, 13)) as g (no)
  offset 0
) w
join gen_payment p on p.no = case when w.no <= w.payments then w.no else 1 + (w.no - w.payments) * 17 % w.payments end
join dispatch_product r on r.id = 1 + floor(pg_temp.die(w.roll, 3) * 16)::integer;

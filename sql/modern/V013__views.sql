-- Two names that older readers ask for. They are views: neither has rows of its own.
-- Each asks with the rights of who asks, not of its owner.

create view ware with (security_invoker = true) as
select
  i.id,
  i.legacy_ware_id,
  i.payment_id,
  i.product_id,
  i.purchase_id,
  i.name,
  i.quantity,
  i.unit_price,
  i.discount_percent,
  i.discount_amount,
  i.discount_reason,
  i.total_price,
  i.metadata,
  i.created_at,
  i.updated_at
from payment_items i;

comment on view ware is
  'The lines of a payment under the name of the old system; the rows are those of payment_items. Area: money. Source: dispatch_ware.';

create view shipments with (security_invoker = true) as
select
  o.id as order_id,
  o.order_number,
  o.patient_id,
  o.practice_id,
  o.office_id,
  o.shipped_at,
  o.deleted
from orders o
where o.status = 'shipped';

comment on view shipments is
  'Orders that were shipped. The old system kept neither carrier nor tracking number, and none is invented. Area: orders. Source: none.';
comment on column shipments.shipped_at is 'A guess after a migration, see orders.shipped_at.';

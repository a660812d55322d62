-- A purchase made of a payment is that payment: another sum, order or patient is money out of nothing.
select b.id::text as key
from purchases b
join payments p on p.id = b.payment_id
where b.source_table = 'dispatch_payment'
  and (p.legacy_payment_id is distinct from b.legacy_id
    or p.amount is distinct from b.total_amount
    or p.order_id is distinct from b.order_id
    or p.patient_id is distinct from b.patient_id)
order by key

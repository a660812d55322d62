-- Money that went back must be seen on the payment, or it is booked as earned.
select o.id::text as key
from payment_operations o
join payments p on p.id = o.payment_id
where o.operation_type = 'refund'
  and p.legacy_payment_id is not null
  and not p.is_refunded
order by key

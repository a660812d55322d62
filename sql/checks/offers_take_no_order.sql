-- An offer is made to a doctor: an order on one that was loaded is a guess of the loader's (Q-28, Q-36).
select f.id::text as key
from offers f
where f.legacy_offer_id is not null
  and f.order_id is not null
order by key

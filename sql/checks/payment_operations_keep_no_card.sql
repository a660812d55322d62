-- Whoever keeps the bank number of a card answers to the card companies; four last digits are all there may be.
select o.id::text as key
from payment_operations o
where o.card_last_four !~ '^[0-9]{0,4}$'
   or o.metadata::text ~ 'card_bin'
   or o.metadata::text ~ '[0-9]{13,19}'
order by key

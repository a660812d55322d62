-- An order hung on another patient's case or practice is a treatment given to the wrong person (Q-36).
select o.id::text as key
from orders o
join patients t on t.id = o.patient_id
left join cases c on c.id = o.case_id
where o.practice_id is distinct from t.practice_id
   or (o.case_id is not null and c.patient_id is distinct from o.patient_id)
order by key

-- A message is delivered to a profile: for a patient it must be that patient's, else it tells a stranger (Q-20).
select m.id::text as key
from messages m
left join patients t on t.id = m.patient_id
where m.legacy_record_id is not null
  and ((m.recipient_type = 'user' and m.patient_id is not null)
       or (m.recipient_type = 'patient'
           and m.patient_id is not null
           and m.recipient_id is distinct from t.profile_id))
order by key

-- Who sees a patient follows from the practice: one that was inferred must say so, and how sure it is (Q-19).
select t.id::text as key
from patients t
left join practices c on c.id = t.practice_id
where t.legacy_patient_id is not null
  and ((t.practice_link_method is null) <> (t.practice_link_confidence is null)
       or (t.practice_id is null and t.practice_link_method is not null)
       or (t.practice_id is not null
           and (t.practice_link_method is null)
             <> (c.legacy_office_id::text is not distinct from t.metadata ->> 'legacy_office_id')))
order by key

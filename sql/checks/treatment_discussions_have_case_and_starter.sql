-- Asked to the letter, every discussion has a case and who began it; some comments have no author (Q-25).
-- document: 003, treatment discussions: dependencies
-- as meant: treatment_discussions_stay_with_their_plan
select d.id::text as key
from treatment_discussions d
where d.case_id is null
   or d.started_by is null
order by key

-- A warning or a note on nobody warns nobody; asked without trust in the keys.
-- document: 000, checkpoint after phase 4
select 'patient_flags ' || f.id as key
from patient_flags f
left join patients t on t.id = f.patient_id
where t.id is null
union all
select 'patient_notes ' || n.id
from patient_notes n
left join patients t on t.id = n.patient_id
where t.id is null
order by key

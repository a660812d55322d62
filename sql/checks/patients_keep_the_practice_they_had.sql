-- A patient taken from his practice is found by nobody there: 38 % were, in 2025 (Q-19). A ladder that finds none asks a person.
select t.id::text as key
from patients t
where t.practice_id is null
  and t.metadata ->> 'legacy_office_id' is not null
  and not exists (
    select 1
    from crosswalk.association a
    where a.target_id = t.id
      and a.column_name = 'practice_id'
      and a.parent_id is null)
order by key

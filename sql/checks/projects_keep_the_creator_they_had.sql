-- A scan whose maker was lost on the way cannot be asked about; one whose maker was rejected waits for him.
select p.id::text as key
from projects p
where p.creator_id is null
  and p.metadata ->> 'legacy_creator_id' is not null
  and not exists (
    select 1
    from crosswalk.pending w
    where w.target_id = p.id
      and w.column_name = 'creator_id'
      and w.status = 'open')
order by key

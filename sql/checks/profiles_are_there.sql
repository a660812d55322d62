-- Everything hangs on a person: with none loaded, every later phase would load orphans.
-- document: 000, phase 1, validation: record count > 0
-- document: 002, phase 2B, step 1: profile completeness
select 'profiles' as key
where not exists (
    select 1
    from profiles)

-- Everything hangs on a practice: with none loaded, every later phase would load orphans.
-- document: 000, phase 1, validation: record count > 0
-- document: 002, phase 2B, step 1: practice availability
select 'practices' as key
where not exists (
    select 1
    from practices)

-- Comments and notes, also without an author or a word (Q-25).
select 'source' as term, '' as name, (select count(*) from dispatch_comment) + (select count(*) from dispatch_note) as rows
union all
select 'loaded', '', (select count(*) from dispatch_comment) + (select count(*) from dispatch_note)

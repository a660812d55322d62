-- What members of the group Doctor wrote in more than five characters, in comments and records.
with feedback as (
  select
    w.text,
    exists (
      select 1
      from auth_user_groups m
      join auth_group g on g.id = m.group_id
      where m.user_id = w.author_id and g.name = 'Doctor') as by_doctor
  from (
    select author_id, text from dispatch_comment
    union all
    select author_id, text from dispatch_record
  ) w
)
select 'source' as term, '' as name, count(*) as rows from feedback
union all
select 'filtered', 'not_by_a_doctor', count(*) from feedback where not by_doctor
union all
select 'filtered', 'too_short', count(*) from feedback where by_doctor and coalesce(length(text), 0) <= 5
union all
select 'loaded', '', count(*) from feedback where by_doctor and length(text) > 5

-- Records of type 6.
select 'source' as term, '' as name, count(*) as rows from dispatch_record
union all
select 'filtered', 'other_type', count(*) from dispatch_record where type is distinct from 6
union all
select 'loaded', '', count(*) from dispatch_record where type = 6

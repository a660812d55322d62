-- Every pair of office and doctor.
select 'source' as term, '' as name, count(*) as rows from dispatch_office_doctors
union all
select 'loaded', '', count(*) from dispatch_office_doctors

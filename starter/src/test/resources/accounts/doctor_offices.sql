-- Every pair of office and doctor: whoever has an office is a doctor.
select 'source' as term, '' as name, count(*) as rows from dispatch_office_doctors
union all
select 'loaded', '', count(*) from dispatch_office_doctors

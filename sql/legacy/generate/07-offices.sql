-- dispatch_office --------------------------------------------------------------------------------

insert into dispatch_office (
  id, name, address, apt, city, state, zip, country, phone, tax_rate, valid, sq_customer_id, emails, doctor_id
)
select
  o.id,
  case
    when o.name_rank <= pg_temp.sized(10, 1) and not o.repeats and (select pg_temp.planted('Q-05')) then
      case o.name_rank % 4 when 0 then '' when 1 then '   ' when 2 then null else 'null' end
    when o.repeats and (select pg_temp.planted('Q-31')) then '  ' || pg_temp.shout(w.name) || ' '
    else w.name
  end,
  case when o.repeats and (select pg_temp.planted('Q-31')) then pg_temp.shout(w.address) || '  ' else w.address end,
  case when pg_temp.pick('dispatch_office', o.body, 'apt') < 0.3
    then 'Suite ' || (100 + floor(pg_temp.pick('dispatch_office', o.body, 'apt no') * 800)::integer)
    else ''
  end,
  case when o.repeats and (select pg_temp.planted('Q-31')) then pg_temp.shout(w.city) else w.city end,
  c.state[w.no],
  case o.country
    when 'US' then lpad(floor(pg_temp.pick('dispatch_office', o.body, 'zip') * 90000 + 10000)::integer::text, 5, '0')
    when 'JP' then lpad(floor(pg_temp.pick('dispatch_office', o.body, 'zip') * 900 + 100)::integer::text, 3, '0') || '-0001'
    when 'SG' then '018956'
    else floor(pg_temp.pick('dispatch_office', o.body, 'zip') * 90000 + 10000)::integer::text
  end,
  case
    when o.country = 'US' and o.twin_rank > o.places - pg_temp.sized(4, 1) and (select pg_temp.planted('Q-41')) then null
    when (select pg_temp.planted('Q-41')) and pg_temp.pick('dispatch_office', o.o, 'country spelling') < 0.3 then
      case o.country
        when 'US' then pg_temp.among('{US,United States,usa,U.S.A.," USA ",United States of America}', pg_temp.pick('dispatch_office', o.o, 'variant'))
        when 'IN' then pg_temp.among('{INDIA,"India ",IN}', pg_temp.pick('dispatch_office', o.o, 'variant'))
        when 'JP' then pg_temp.among('{JAPAN,日本,JP}', pg_temp.pick('dispatch_office', o.o, 'variant'))
        when 'TH' then pg_temp.among('{THAILAND,ประเทศไทย,TH}', pg_temp.pick('dispatch_office', o.o, 'variant'))
        when 'VN' then 'Viet Nam'
        when 'AU' then 'AUSTRALIA' when 'PH' then 'philippines' when 'SG' then 'SINGAPORE'
        when 'FR' then 'france' else 'new zealand'
      end
    else
      case o.country
        when 'US' then 'USA' when 'IN' then 'India' when 'JP' then 'Japan' when 'TH' then 'Thailand'
        when 'VN' then 'Vietnam' when 'AU' then 'Australia' when 'PH' then 'Philippines'
        when 'SG' then 'Singapore' when 'FR' then 'France' else 'New Zealand'
      end
  end,
  case
    when o.not_valid and pg_temp.pick('dispatch_office', o.o, 'phone') < 0.10 and (select pg_temp.planted('Q-31')) then
      pg_temp.among('{n/a,none,call front desk,--,x12}', pg_temp.pick('dispatch_office', o.o, 'phone variant'))
    when pg_temp.pick('dispatch_office', o.o, 'phone') >= 0.96 then null
    else
      case o.country
        when 'US' then pg_temp.among('{(555) 555-01,555-555-01,+1 555 555 01,555.555.01}', pg_temp.pick('dispatch_office', o.o, 'phone variant'))
        when 'IN' then '+91 22 5555 01' when 'JP' then '+81 3 5555 01' when 'TH' then '+66 2 555 01'
        else '+1 555 555 01'
      end || lpad(floor(pg_temp.pick('dispatch_office', o.o, 'phone no') * 100)::integer::text, 2, '0')
  end,
  case
    when not (select pg_temp.planted('Q-38')) then 0
    else case o.country
      when 'US' then pg_temp.among('{0,0,4.0000,6.2500,7.2500,8.2500,8.8750,9.5000,10.2500}', pg_temp.pick('dispatch_office', o.o, 'tax'))
      when 'JP' then '10.0000' when 'TH' then '7.0000' when 'IN' then '18.0000'
      else '0'
    end::numeric
  end,
  not (o.not_valid and (select pg_temp.planted('Q-31'))),
  case when pg_temp.pick('dispatch_office', o.o, 'customer') < 0.4
    then 'CUST' || substr(md5(current_setting('crosswalk.seed') || '|customer|' || o.o), 1, 16)
  end,
  pg_temp.pick('dispatch_office', o.o, 'emails') < 0.7,
  -- The owner: the first doctor at home here, else one without patients, else nobody.
  coalesce(
    (select h.user_id from gen_home h where h.home = o.o order by h.staff limit 1),
    case when pg_temp.pick('dispatch_office', o.o, 'owner') < 0.9 then
      (select h.user_id
      from gen_home h
      where h.staff = 1 + floor(pg_temp.pick('dispatch_office', o.o, 'owner no') * (select max(staff) from gen_home))::integer)
    end)
from gen_office o
join gen_culture c on c.culture = o.culture
cross join lateral (
  select
    1 + floor(pg_temp.pick('dispatch_office', o.body, 'city') * array_length(c.city, 1))::integer as no,
    pg_temp.among(c.office, pg_temp.pick('dispatch_office', o.body, 'name'))
      || case when pg_temp.pick('dispatch_office', o.body, 'branch') < 0.4
        then ' ' || pg_temp.among(c.city, pg_temp.pick('dispatch_office', o.body, 'city')) else '' end as name,
    case when o.culture = 'ja'
      then pg_temp.among(c.street, pg_temp.pick('dispatch_office', o.body, 'street'))
        || (1 + floor(pg_temp.pick('dispatch_office', o.body, 'number') * 9)::integer) || '-'
        || (1 + floor(pg_temp.pick('dispatch_office', o.body, 'block') * 40)::integer)
      else (1 + floor(pg_temp.pick('dispatch_office', o.body, 'number') * 9900)::integer) || ' '
        || pg_temp.among(c.street, pg_temp.pick('dispatch_office', o.body, 'street'))
    end as address,
    pg_temp.among(c.city, pg_temp.pick('dispatch_office', o.body, 'city')) as city
) w
order by o.o;

-- dispatch_office_doctors: 438 pairs of 424 users ------------------------------------------------

insert into dispatch_office_doctors (id, office_id, user_id)
select
  (sum(pg_temp.gap('dispatch_office_doctors', l.no)) over (order by l.no))::integer,
  l.office_id,
  l.user_id
from (
  select
    row_number() over (order by a.second, a.staff) as no,
    a.office_id,
    a.user_id
  from (
    select false as second, h.staff, h.home_id as office_id, h.user_id
    from gen_home h
    where h.staff <= pg_temp.sized(424, 1)
    union all
    select true, s.staff, s.second_id, s.user_id
    from (
      select h.*, row_number() over (order by h.staff) as rank
      from gen_home h
      where h.second_id is not null
       and h.staff <= pg_temp.sized(424, 1)
    ) s
    where s.rank <= pg_temp.sized(438, 1) - pg_temp.sized(424, 1)
  ) a
) l;

-- dispatch_doctorsetting -------------------------------------------------------------------------

insert into dispatch_doctorsetting (
  id, clinical_preferences, sq_customer_id, promised_payment, credit, tier_finish, tier_type,
  installment_payments, baa_agreed_at, eula_agreed_at, company_account, user_id
)
select
  (sum(pg_temp.gap('dispatch_doctorsetting', d.staff)) over (order by d.staff))::integer,
  case when pg_temp.pick('dispatch_doctorsetting', d.staff, 'preferences') < 0.3
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_doctorsetting', d.staff, 'sentence'))
    else ''
  end,
  case when pg_temp.pick('dispatch_doctorsetting', d.staff, 'customer') < 0.3
    then 'CUST' || substr(md5(current_setting('crosswalk.seed') || '|setting|' || d.staff), 1, 16)
  end,
  case when pg_temp.pick('dispatch_doctorsetting', d.staff, 'promised') < 0.02
    then date '2025-07-01' + floor(pg_temp.pick('dispatch_doctorsetting', d.staff, 'promised day') * 60)::integer
  end,
  floor(pg_temp.pick('dispatch_doctorsetting', d.staff, 'credit') * 20)::integer * 25,
  case when pg_temp.pick('dispatch_doctorsetting', d.staff, 'tier') < 0.2
    then date '2025-12-31' - floor(pg_temp.pick('dispatch_doctorsetting', d.staff, 'tier day') * 365)::integer
  end,
  floor(pg_temp.pick('dispatch_doctorsetting', d.staff, 'tier type') * 4)::integer,
  pg_temp.pick('dispatch_doctorsetting', d.staff, 'installments') < 0.1,
  case when pg_temp.pick('dispatch_doctorsetting', d.staff, 'baa') < 0.6 then pg_temp.at(u.joined + 3600) end,
  case when pg_temp.pick('dispatch_doctorsetting', d.staff, 'eula') < 0.8 then pg_temp.at(u.joined + 7200) end,
  pg_temp.pick('dispatch_doctorsetting', d.staff, 'company') < 0.05,
  d.id
from gen_doctor d
join gen_user u on u.i = d.i
join gen_culture c on c.culture = d.culture
where d.doctor;

-- Synthetic data for the legacy system, with the faults of the real one.
--
-- Set these on the session, then run the whole file as one script, on a database that has just
-- received schema.sql:
--
--     crosswalk.scale    1 is the production of July 2025: 9,101 users, 25,000 instructions
--     crosswalk.seed     any text; the same seed gives the same rows on every PostgreSQL
--     crosswalk.quirks   all, none, or a list such as Q-01,Q-42
--
-- How it stays deterministic: chance is pg_temp.pick, an md5 of seed, table, row and purpose. Rows
-- are picked by their ordinal, not by their id. Nothing uses the clock, random(), collation order,
-- logarithms or the printed form of a float: those differ between versions and machines.
--
-- How quirks stay apart: which rows a quirk would touch is settled whether it is switched on or
-- not, so switching one on changes nothing but what it is about. (Q-52 is about every key, Q-13
-- about every patient's doctor, and with him office and language.)
--
-- Everything is invented. Addresses are under example.org, example.com and example.test.

-- Refusals ---------------------------------------------------------------------------------------

do $$
begin
  if to_regclass('crosswalk_synthetic') is null then
    raise exception 'This database is not marked as synthetic (no table crosswalk_synthetic); nothing was written.';
  end if;
  if exists (select 1 from crosswalk_synthetic)
   or exists (select 1 from auth_user)
   or exists (select 1 from dispatch_office)
   or exists (select 1 from dispatch_patient) then
    raise exception 'This database already holds data; generate into an empty one. Nothing was written.';
  end if;
  if coalesce(current_setting('crosswalk.seed', true), '') = '' then
    raise exception 'crosswalk.seed is not set.';
  end if;
  if coalesce(current_setting('crosswalk.scale', true), '') !~ '^[0-9]*\.?[0-9]+$'
   or current_setting('crosswalk.scale')::numeric = 0 then
    raise exception 'crosswalk.scale must be a positive number.';
  end if;
  if coalesce(current_setting('crosswalk.quirks', true), '') !~ '^(all|none|Q-[0-9]+(\s*,\s*Q-[0-9]+)*)$' then
    raise exception 'crosswalk.quirks must be all, none, or a list such as Q-01,Q-42.';
  end if;
end
$$;

-- Compiling these long expressions costs more than running them; not every version knows the setting.
do $$
begin
  if current_setting('jit', true) is not null then
    perform set_config('jit', 'off', true);
  end if;
end
$$;

-- Tools ------------------------------------------------------------------------------------------

-- Chance: a number in [0, 1) that depends on the seed, the table, the row and the purpose only.
create or replace function pg_temp.pick(text, bigint, text)
returns double precision
language sql stable as $$
  select ('x' || substr(md5(current_setting('crosswalk.seed') || '|' || $1 || '|' || $2::text || '|' || $3), 1, 13))::bit(52)::bigint
    / 4503599627370496::double precision
$$;

-- The element of a list at a fraction of its length.
create or replace function pg_temp.among(text[], double precision)
returns text
language sql immutable as $$
  select $1[1 + floor($2 * array_length($1, 1))::integer]
$$;

-- A count of production at this scale, but never below the second argument.
create or replace function pg_temp.sized(integer, integer)
returns integer
language sql stable as $$
  select greatest($2, round($1 * current_setting('crosswalk.scale')::numeric)::integer)
$$;

-- Whether a quirk is switched on.
create or replace function pg_temp.planted(text)
returns boolean
language sql stable as $$
  select current_setting('crosswalk.quirks') = 'all'
    or $1 = any (regexp_split_to_array(current_setting('crosswalk.quirks'), '\s*,\s*'))
$$;

-- The distance of a key from the one before (Q-52): about half of the numbers are unused.
create or replace function pg_temp.gap(text, bigint)
returns integer
language sql stable as $$
  select case
    when not pg_temp.planted('Q-52') then 1
    when pg_temp.pick($1, $2, 'gap') < 0.850 then 1
    when pg_temp.pick($1, $2, 'gap') < 0.998 then 2 + floor(pg_temp.pick($1, $2, 'step') * 5)::integer
    else 50 + floor(pg_temp.pick($1, $2, 'step') * 500)::integer
  end
$$;

-- A time; the argument is in seconds, because days depend on the session's time zone.
create or replace function pg_temp.at(bigint)
returns timestamptz
language sql immutable as $$
  select to_timestamp($1::double precision)
$$;

-- Case of ASCII letters only, whatever the database's locale makes of i.
create or replace function pg_temp.shout(text)
returns text
language sql immutable as $$
  select translate($1, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
$$;

drop table if exists gen_culture, gen_user, gen_office, gen_home, gen_patient, gen_doctor, gen_order, gen_person, gen_manifest;

-- Words ------------------------------------------------------------------------------------------

create temporary table gen_culture (
  culture text primary key,
  given text[],
  given_latin text[],
  family text[],
  family_latin text[],
  street text[],
  city text[],
  state text[],
  office text[],
  sentence text[]
);

insert into gen_culture values
(
  'en',
  '{Olivia,Liam,Emma,Noah,Ava,Ethan,Sophia,Mason,Isabella,Logan,Mia,Lucas,Amelia,Jackson,Harper,Aiden,Evelyn,Oliver,Abigail,Elijah,Emily,Grayson,Ella,Caleb,Scarlett,Owen,Grace,Wyatt,Chloe,Isaac,Nora,Henry}',
  '{olivia,liam,emma,noah,ava,ethan,sophia,mason,isabella,logan,mia,lucas,amelia,jackson,harper,aiden,evelyn,oliver,abigail,elijah,emily,grayson,ella,caleb,scarlett,owen,grace,wyatt,chloe,isaac,nora,henry}',
  '{Abbott,Barnes,Carver,Dalton,Ellis,Foster,Garner,Hale,Irwin,Jarvis,Keller,Lawson,Mercer,Norris,Osborn,Parker,Quinn,Ramsey,Sutton,Thorne,Upton,Vance,Walton,Yates,O''Connell,Pruitt,Rhodes,Sawyer,Tilley,Underhill,Voss,Whitlock}',
  '{abbott,barnes,carver,dalton,ellis,foster,garner,hale,irwin,jarvis,keller,lawson,mercer,norris,osborn,parker,quinn,ramsey,sutton,thorne,upton,vance,walton,yates,oconnell,pruitt,rhodes,sawyer,tilley,underhill,voss,whitlock}',
  '{Main Street,Oak Avenue,Maple Drive,Cedar Lane,Lakeview Road,Hillcrest Boulevard,Second Street,River Road}',
  '{Springfield,Fairview,Riverton,Lakewood,Georgetown,Ashland,Milford,Clayton}',
  '{CA,TX,NY,FL,WA,CO,IL,GA}',
  '{Bright Arch Orthodontics,Lakeside Smiles,Cornerstone Dental Group,Evergreen Orthodontics,True Line Aligners,Harbor Family Dental,Summit Braces & Aligners,Willow Creek Orthodontics}',
  array[
    'Please expand the upper arch and keep the midline.',
    'Patient wants the gap between the front teeth closed.',
    'Do not move teeth 15 and 16: implant planned.',
    'Crowding in the lower anterior; IPR is acceptable.',
    'Overjet 4 mm, overbite deep; please level the curve.',
    'No attachments on the upper central incisors, please.',
    'Retainer broke twice; the patient asks for a thicker material.',
    'Elastics were discussed and accepted.'
  ]
),
(
  'ja',
  '{花子,太郎,陽菜,蓮,美咲,大翔,結衣,悠真,さくら,湊,葵,樹,莉子,颯太,凛,陸,優奈,健太,彩花,翔}',
  '{hanako,taro,hina,ren,misaki,hiroto,yui,yuma,sakura,minato,aoi,itsuki,riko,sota,rin,riku,yuna,kenta,ayaka,sho}',
  '{佐藤,鈴木,高橋,田中,伊藤,渡辺,山本,中村,小林,加藤,吉田,山田,佐々木,山口,松本,井上,木村,林,清水,斎藤}',
  '{sato,suzuki,takahashi,tanaka,ito,watanabe,yamamoto,nakamura,kobayashi,kato,yoshida,yamada,sasaki,yamaguchi,matsumoto,inoue,kimura,hayashi,shimizu,saito}',
  '{中央,本町,緑町,桜台,栄町,若葉台}',
  '{新宿区,横浜市,大阪市,名古屋市,福岡市,札幌市}',
  '{東京都,神奈川県,大阪府,愛知県,福岡県,北海道}',
  '{さくら矯正歯科,みどり歯科クリニック,あおぞら矯正歯科医院,中央デンタルクリニック,ひまわり矯正歯科}',
  array[
    '上顎の側方拡大をお願いします。',
    '前歯部の叢生を改善したいとのことです。',
    '正中は現状を維持してください。',
    '右下6番は補綴物があるため、移動しないでください。',
    '患者様は抜歯を希望されていません。',
    'アタッチメントは前歯を避けてください。',
    '次回の来院時に再スキャンを予定しています。'
  ]
),
(
  'th',
  '{สมชาย,สมหญิง,ณัฐวุฒิ,พิมพ์ชนก,กิตติ,อรทัย,ธนากร,ศิริพร,วรรณา,ปกรณ์,มาลี,อนันต์,สุดา,ชัยวัฒน์,กานดา,ประเสริฐ}',
  '{somchai,somying,nattawut,pimchanok,kitti,orathai,thanakorn,siriporn,wanna,pakorn,malee,anan,suda,chaiwat,kanda,prasert}',
  '{ใจดี,รักไทย,ศรีสุข,ทองคำ,แสงทอง,บุญมา,วงศ์ใหญ่,สุขใจ,พรหมมา,แก้วใส,มั่นคง,เจริญสุข,นาคทอง,ชูศรี,ดีงาม,สายชล}',
  '{jaidee,rakthai,srisuk,thongkham,saengthong,boonma,wongyai,sukjai,phromma,kaewsai,mankhong,charoensuk,nakthong,chusri,deengam,saichon}',
  '{ถนนสุขุมวิท,ถนนพหลโยธิน,ถนนนิมมานเหมินท์,ถนนเพชรเกษม}',
  '{กรุงเทพมหานคร,เชียงใหม่,ภูเก็ต,ขอนแก่น}',
  '{กรุงเทพฯ,เชียงใหม่,ภูเก็ต,ขอนแก่น}',
  '{คลินิกทันตกรรมรอยยิ้ม,ทันตกรรมจัดฟันใจดี,คลินิกจัดฟันดอกบัว,ศูนย์ทันตกรรมแสงทอง}',
  array[
    'ขอขยายขากรรไกรบนเล็กน้อย',
    'คนไข้ต้องการปิดช่องว่างฟันหน้า',
    'ไม่ต้องการถอนฟัน',
    'กรุณาอย่าเคลื่อนฟันกรามซี่ที่หก',
    'ฟันล่างซ้อนเก สามารถทำ IPR ได้',
    'นัดสแกนใหม่เดือนหน้า'
  ]
),
(
  'vi',
  '{Anh,Bình,Châu,Dũng,Giang,Hạnh,Hương,Khánh,Lan,Minh,Ngọc,Phúc,Quỳnh,Thảo,Trang,Tuấn}',
  '{anh,binh,chau,dung,giang,hanh,huong,khanh,lan,minh,ngoc,phuc,quynh,thao,trang,tuan}',
  '{Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý}',
  '{nguyen,tran,le,pham,hoang,huynh,phan,vu,vo,dang,bui,do,ho,ngo,duong,ly}',
  '{Đường Lê Lợi,Đường Nguyễn Huệ,Đường Trần Phú,Phố Huế}',
  '{Hà Nội,Đà Nẵng,Cần Thơ,Huế}',
  '{Hà Nội,Đà Nẵng,Cần Thơ,Thừa Thiên Huế}',
  '{Nha khoa Nụ Cười,Nha khoa Chỉnh nha Việt,Nha khoa Hoa Sen}',
  array[
    'Xin nới rộng cung hàm trên.',
    'Bệnh nhân muốn đóng khe hở răng cửa.',
    'Không nhổ răng.',
    'Răng dưới chen chúc, có thể mài kẽ.',
    'Giữ nguyên đường giữa.',
    'Hẹn quét lại vào tháng sau.'
  ]
),
(
  'hi',
  '{आरव,अनन्या,विवान,दीया,अर्जुन,सान्वी,रोहन,Priya,Rahul,Kavya,Vikram,Neha,Aditya,Meera,Sanjay,Pooja}',
  '{aarav,ananya,vivaan,diya,arjun,saanvi,rohan,priya,rahul,kavya,vikram,neha,aditya,meera,sanjay,pooja}',
  '{शर्मा,वर्मा,गुप्ता,सिंह,पटेल,Reddy,Nair,Iyer,Mehta,Joshi,Kulkarni,Desai,Chatterjee,Rao,Bose,Kapoor}',
  '{sharma,verma,gupta,singh,patel,reddy,nair,iyer,mehta,joshi,kulkarni,desai,chatterjee,rao,bose,kapoor}',
  '{MG Road,Station Road,Ring Road,Park Street}',
  '{Mumbai,Pune,Bengaluru,Hyderabad,Kolkata,नई दिल्ली}',
  '{Maharashtra,Maharashtra,Karnataka,Telangana,West Bengal,दिल्ली}',
  '{Lotus Dental Care,Smile Arch Orthodontics,Shanti Dental Clinic,City Braces Centre}',
  array[
    'Kindly expand the arch, patient prefers no extraction.',
    'ऊपरी दाँतों में भीड़ है, कृपया सीधा करें।',
    'Midline to be corrected by 2 mm.',
    'रोगी को दर्द की शिकायत है।',
    'Lower molar crowned; do not move.'
  ]
),
(
  'fr',
  '{Amélie,Benoît,Céline,Damien,Éloïse,François,Gaëlle,Hélène,Inès,Jérôme,Léa,Mathéo,Noémie,Océane,René,Zoé}',
  '{amelie,benoit,celine,damien,eloise,francois,gaelle,helene,ines,jerome,lea,matheo,noemie,oceane,rene,zoe}',
  '{Bélanger,Côté,Dubois,Fournier,Gagné,Hébert,Lefèvre,Moreau,Noël,Pelletier,Rousseau,Simon,Tremblay,Vasseur,Léger,Marchand}',
  '{belanger,cote,dubois,fournier,gagne,hebert,lefevre,moreau,noel,pelletier,rousseau,simon,tremblay,vasseur,leger,marchand}',
  '{rue de la République,avenue Victor-Hugo,place du Marché}',
  '{Lyon,Nantes,Bordeaux}',
  '{Rhône,Loire-Atlantique,Gironde}',
  '{Cabinet d''orthodontie du Marché,Orthodontie Saint-Michel}',
  array[
    'Merci d''élargir l''arcade supérieure.',
    'Le patient souhaite fermer le diastème.',
    'Pas d''extraction, s''il vous plaît.',
    'Ne pas déplacer la 16 : couronne.'
  ]
);

-- Groups and courses: the same at every scale ----------------------------------------------------

insert into auth_group (id, name)
values
  (1, 'Patient'), (2, 'Doctor'), (3, 'Sales'), (4, 'Administrator'), (5, 'Master'),
  (6, 'Support'), (7, 'Billing'), (8, 'Export'), (11, 'Technician');

insert into dispatch_course (id, name, type, customization)
values
  (1, 'Main', 'main', '{}'), (2, 'Refinement', 'refinement', '{}'),
  (3, 'Replacement', 'replacement', '{}'), (4, 'Any', 'any', '{}'),
  (7, 'Invoice', 'invoice', null), (8, 'Merchandise', 'merchandise', null);

-- Who there is -----------------------------------------------------------------------------------
-- i      ordinal of the user
-- staff  ordinal among those who are no patients: first doctors, last technicians and
--        administrators; they overlap, because 9,101 users are fewer than the sum (DOMAIN 4.6)
-- p      ordinal of the patient

create temporary table gen_user as
with u as (
  select
    i,
    sum(pg_temp.gap('auth_user', i)) over (order by i) as id,
    -- People who work here joined early.
    row_number() over (
      order by pg_temp.pick('auth_user', i, 'kind') * (0.3 + i::double precision / pg_temp.sized(9101, 8)), i
    ) as rank,
    1325376000 + floor(
      (i - 1 + pg_temp.pick('auth_user', i, 'joined')) / pg_temp.sized(9101, 8) * 425952000
    )::bigint as joined
  from generate_series(1, pg_temp.sized(9101, 8)) i
), split as (
  select
    u.*,
    pg_temp.sized(9101, 8) - least(pg_temp.sized(7849, 4), pg_temp.sized(9101, 8) - 3) as workers
  from u
)
select
  s.i,
  s.id::integer as id,
  s.joined,
  case when s.rank <= s.workers then s.rank end as staff,
  case when s.rank > s.workers then row_number() over (partition by s.rank > s.workers order by s.i) end as p,
  s.rank <= least(s.workers, pg_temp.sized(1181, 1)) as doctor,
  s.rank <= s.workers and s.rank > s.workers - pg_temp.sized(85, 1) - pg_temp.sized(25, 1)
    and s.rank <= s.workers - pg_temp.sized(25, 1) as technician,
  s.rank <= s.workers and s.rank > s.workers - pg_temp.sized(25, 1) as administrator
from split s;

alter table gen_user add primary key (i);
create unique index on gen_user (staff);
create unique index on gen_user (p);
analyze gen_user;

-- Offices ----------------------------------------------------------------------------------------
-- body   ordinal that the address is drawn from: its own, or that of the office it repeats (Q-31)
-- place  ordinal inside its country

create temporary table gen_office as
with o as (
  select
    o,
    sum(pg_temp.gap('dispatch_office', o)) over (order by o) as id,
    (row_number() over (order by pg_temp.pick('dispatch_office', o, 'country'), o) - 0.5)::double precision
      / pg_temp.sized(844, 2) as u
  from generate_series(1, pg_temp.sized(844, 2)) o
), placed as (
  select
    o.o,
    o.id::integer as id,
    case
      when o.u < 557.0 / 896 then 'US' when o.u < 712.0 / 896 then 'IN'
      when o.u < 822.0 / 896 then 'JP' when o.u < 886.0 / 896 then 'TH'
      when o.u < 889.0 / 896 then 'VN' when o.u < 892.0 / 896 then 'AU'
      when o.u < 893.0 / 896 then 'PH' when o.u < 894.0 / 896 then 'SG'
      when o.u < 895.0 / 896 then 'FR' else 'NZ'
    end as country
  from o
), ranked as (
  select
    p.*,
    row_number() over (partition by p.country order by p.o) - 1 as place,
    count(*) over (partition by p.country) as places,
    row_number() over (partition by p.country order by pg_temp.pick('dispatch_office', p.o, 'twin'), p.o) as twin_rank,
    row_number() over (order by pg_temp.pick('dispatch_office', p.o, 'valid'), p.o) as valid_rank,
    row_number() over (order by pg_temp.pick('dispatch_office', p.o, 'name missing'), p.o) as name_rank
  from placed p
)
select
  r.o,
  r.id,
  r.country,
  case r.country
    when 'IN' then 'hi' when 'JP' then 'ja' when 'TH' then 'th' when 'VN' then 'vi' when 'FR' then 'fr'
    else 'en'
  end as culture,
  r.place,
  r.places,
  r.name_rank,
  r.twin_rank,
  r.valid_rank <= pg_temp.sized(329, 1) as not_valid,
  -- A few of the offices at home are written down a second time.
  r.country = 'US' and r.twin_rank <= least(pg_temp.sized(20, 1), r.places / 2) as repeats,
  coalesce(t.o, r.o) as body
from ranked r
left join ranked t
  on r.country = 'US'
  and t.country = 'US'
  and r.twin_rank <= least(pg_temp.sized(20, 1), r.places / 2)
  and t.twin_rank = r.twin_rank + least(pg_temp.sized(20, 1), r.places / 2)
  and (select pg_temp.planted('Q-31'));

alter table gen_office add primary key (o);
analyze gen_office;

-- Where doctors work and how many patients they have ---------------------------------------------
-- The first 440 have patients (Q-12: 741 of 1,181 have none), the most in front.

create temporary table gen_doctor as
with d as (
  select
    u.i,
    u.id,
    u.staff,
    u.doctor,
    u.doctor and u.staff <= pg_temp.sized(440, 1) as active,
    -- The golden ratio spreads countries evenly over large and small practices alike.
    u.staff * 0.6180339887498949::double precision - floor(u.staff * 0.6180339887498949::double precision) as spread
  from gen_user u
  where u.staff is not null
), c as (
  select
    d.*,
    case
      when d.spread < 0.6861 then 'US' when d.spread < 0.8800 then 'JP'
      when d.spread < 0.9906 then 'TH' when d.spread < 0.9995 then 'IN'
      else 'AU'
    end as wish
  from d
), settled as (
  select
    c.*,
    case when exists (select 1 from gen_office o where o.country = c.wish) then c.wish else 'US' end as country
  from c
), numbered as (
  select
    s.*,
    row_number() over (partition by s.country order by s.staff) - 1 as place,
    case s.country when 'JP' then 'ja' when 'TH' then 'th' when 'IN' then 'hi' else 'en' end as culture
  from settled s
), weighed as (
  select
    n.*,
    -- u is 1 for the largest practice; the curve has median 4, mean 17, maximum 453 (Q-13).
    case
      when not n.active then 0
      when not (select pg_temp.planted('Q-13')) then (pg_temp.sized(7849, 4) - pg_temp.sized(8, 0)) / pg_temp.sized(440, 1)
      else greatest(1, floor(case
        when x.u < 0.500 then 1 + x.u / 0.500 * 3
        when x.u < 0.750 then 4 + (x.u - 0.500) / 0.250 * 6
        when x.u < 0.900 then 10 + (x.u - 0.750) / 0.150 * 25
        when x.u < 0.970 then 35 + (x.u - 0.900) / 0.070 * 65
        when x.u < 0.995 then 100 + (x.u - 0.970) / 0.025 * 190
        else 290 + (x.u - 0.995) / (0.005 - 0.5 / greatest(101, pg_temp.sized(440, 1))) * 163
      end))
    end::integer as patients,
    n.active and x.u >= 0.750 and x.u < 0.970 as middle
  from numbered n
  cross join lateral (
    select 1 - (n.staff - 0.5)::double precision / pg_temp.sized(440, 1) as u
  ) x
), short as (
  select
    (pg_temp.sized(7849, 4) - pg_temp.sized(8, 0)) - sum(w.patients) as rest,
    greatest(1, count(*) filter (where w.middle or w.staff = 1)) as takers
  from weighed w
)
-- What the curve leaves over goes to the practices in the middle.
select
  w.i,
  w.id,
  w.staff,
  w.doctor,
  w.active,
  w.country,
  w.culture,
  w.place,
  row_number() over (partition by w.culture order by w.staff) - 1 as name_no,
  w.patients + case
    when (w.middle or w.staff = 1) and s.rest > 0
    then s.rest / s.takers
      + case when row_number() over (partition by w.middle or w.staff = 1 order by w.staff desc) <= s.rest % s.takers
        then 1 else 0 end
    else 0
  end as patients
from weighed w
cross join short s;

alter table gen_doctor add primary key (staff);
create unique index on gen_doctor (i);
analyze gen_doctor;

create temporary table gen_home as
select
  d.staff,
  d.i,
  d.id as user_id,
  d.country,
  h.o as home,
  h.id as home_id,
  s.o as second,
  s.id as second_id
from gen_doctor d
join gen_office h
  on h.country = d.country
  and h.place = d.place % h.places
left join gen_office s
  on s.country = d.country
  and s.places > 1
  and s.place = (d.place + 1 + s.places / 3) % s.places
  and s.o <> h.o
where d.doctor;

alter table gen_home add primary key (staff);
analyze gen_home;

-- Patients ---------------------------------------------------------------------------------------
-- person  ordinal that the person is drawn from: its own, or that of the patient it repeats (Q-14)

create temporary table gen_patient as
with p as (
  select
    u.p,
    u.i,
    u.joined,
    sum(pg_temp.gap('dispatch_patient', u.p)) over (order by u.p) as id,
    count(*) over () as patients,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'same person'), u.p) - 1 as same_rank,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'archived'), u.p) as archived_rank,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'submitted'), u.p) as submitted_rank,
    row_number() over (order by pg_temp.pick('dispatch_patient', u.p, 'suffix missing'), u.p) as suffix_rank
  from gen_user u
  where u.p is not null
), q as (
  -- One patient in eight groups of three shares the very user; the others are users of one name.
  select
    p.*,
    p.same_rank / 3 < least(pg_temp.sized(12, 2), p.patients / 6) as repeated,
    p.same_rank / 3 < least(pg_temp.sized(3, 1), p.patients / 6) as one_user,
    p.archived_rank <= round(p.patients * 0.154) as archived
  from p
), leader as (
  select q.same_rank / 3 as trio, q.p, q.i
  from q
  where q.repeated and q.same_rank % 3 = 0
), slot as (
  -- Places at doctors, dealt round by round.
  select
    d.staff,
    row_number() over (order by r.no, d.staff) as no
  from gen_doctor d
  cross join lateral generate_series(1, d.patients) as r (no)
), dealt as (
  select
    q.p,
    row_number() over (order by pg_temp.pick('dispatch_patient', q.p, 'doctor'), q.p) as no
  from q
), attended as (
  select dealt.p, slot.staff
  from dealt
  left join slot on slot.no = dealt.no and slot.no <= (select max(no) from dealt) - pg_temp.sized(8, 0)
), settled as (
  select
    q.*,
    coalesce(l.p, q.p) as person,
    case when q.one_user then coalesce(l.i, q.i) else q.i end as user_i,
    a.staff
  from q
  left join leader l on (select pg_temp.planted('Q-14')) and q.repeated and l.trio = q.same_rank / 3
  left join attended a on a.p = coalesce(l.p, q.p)
)
select
  s.p,
  s.id::integer as id,
  s.person,
  s.user_i,
  u.id as user_id,
  s.joined,
  s.archived,
  s.staff,
  h.user_id as doctor_id,
  case
    when pg_temp.pick('dispatch_patient', s.p, 'second office') < 0.1
      and h.staff <= pg_temp.sized(438, 1) - pg_temp.sized(424, 1)
    then coalesce(h.second_id, h.home_id)
    else h.home_id
  end as office_id,
  case
    when pg_temp.pick('person', s.person, 'culture') < 0.93 then coalesce(d.culture, 'en')
    else pg_temp.among('{vi,ja,th,fr,hi,en}', pg_temp.pick('person', s.person, 'foreign'))
  end as culture,
  s.submitted_rank,
  s.suffix_rank,
  row_number() over (order by s.archived desc, s.archived_rank) as office_rank,
  row_number() over (order by pg_temp.pick('dispatch_patient', s.p, 'instructions'), s.p) as busy_rank,
  s.patients
from settled s
join gen_user u on u.i = s.user_i
left join gen_home h on h.staff = s.staff
left join gen_doctor d on d.staff = s.staff;

alter table gen_patient add primary key (p);
analyze gen_patient;

-- Instructions -----------------------------------------------------------------------------------
-- j     ordinal in time
-- place ordinal inside the patient

create temporary table gen_order as
with weighed as (
  -- About three each, some none, fifteen at most (DOMAIN 4.6).
  select
    p.p,
    p.joined,
    floor(case
      when x.u < 0.10 then 0
      when x.u < 0.50 then 1 + (x.u - 0.10) / 0.40 * 1.5
      when x.u < 0.80 then 2.5 + (x.u - 0.50) / 0.30 * 2
      when x.u < 0.95 then 4.5 + (x.u - 0.80) / 0.15 * 3.5
      else 8 + (x.u - 0.95) / 0.05 * 7
    end)::integer as orders,
    p.busy_rank
  from gen_patient p
  cross join lateral (select (p.busy_rank - 0.5)::double precision / p.patients as u) x
), short as (
  select
    pg_temp.sized(25000, 6) - sum(w.orders) as rest,
    greatest(1, count(*) filter (where w.orders > 0)) as takers
  from weighed w
), given as (
  select
    w.p,
    w.joined,
    w.orders + case
      when w.orders > 0 and s.rest > 0
      then s.rest / s.takers
        + case when row_number() over (partition by w.orders > 0 order by w.busy_rank) <= s.rest % s.takers
          then 1 else 0 end
      else 0
    end as orders
  from weighed w
  cross join short s
), listed as (
  select
    g.p,
    r.no as place,
    g.orders,
    g.joined + floor(
      (1751328000 - g.joined) * ((r.no - 1 + pg_temp.pick('dispatch_instruction', g.p * 100 + r.no, 'submitted')) / g.orders)
    )::bigint as submitted
  from given g
  cross join lateral generate_series(1, g.orders) as r (no)
), timed as (
  select
    l.*,
    row_number() over (order by l.submitted, l.p, l.place) as j
  from listed l
), kept as (
  select t.*
  from timed t
  where t.j <= pg_temp.sized(25000, 6)
), status as (
  select
    k.*,
    case
      when pg_temp.pick('dispatch_instruction', k.j, 'status') < 0.830 then 4
      when pg_temp.pick('dispatch_instruction', k.j, 'status') < 0.975 then 1
      when pg_temp.pick('dispatch_instruction', k.j, 'status') < 0.998 then 2
      else 0
    end as status
  from kept k
)
select
  s.j,
  sum(pg_temp.gap('dispatch_instruction', s.j)) over (order by s.j) as id,
  s.p,
  s.place,
  s.orders,
  s.submitted,
  s.status,
  -- From submission to shipping: median 16.7 days, mean 21.
  s.submitted + floor(86400 * case
    when x.u < 0.5 then 3 + x.u / 0.5 * 13.73
    when x.u < 0.9 then 16.73 + (x.u - 0.5) / 0.4 * 17.27
    else 34 + (x.u - 0.9) / 0.1 * 46
  end)::bigint as updated,
  false as patient_broken,
  0::bigint as unknown_rank,
  0::bigint as exports_rank,
  row_number() over (order by pg_temp.pick('dispatch_instruction', s.j, 'deleted'), s.j) as deleted_rank,
  row_number() over (order by pg_temp.pick('dispatch_instruction', s.j, 'submitted missing'), s.j) as submitted_rank,
  row_number() over (order by pg_temp.pick('dispatch_instruction', s.j, 'long text'), s.j) as long_rank
from status s
cross join lateral (select pg_temp.pick('dispatch_instruction', s.j, 'shipping') as u) x;

alter table gen_order add primary key (j);
create index on gen_order (p);
analyze gen_order;

-- Which patients have broken schemes (Q-42): such as have a few orders, so that something waits
-- for them; and apart from those, which instructions are broken themselves (Q-42, Q-49).

alter table gen_patient add column broken_rank bigint;

update gen_patient p
set broken_rank = r.rank
from (
  select
    g.p,
    row_number() over (order by pg_temp.pick('dispatch_patient', g.p, 'broken schemes'), g.p) as rank
  from gen_patient g
  where exists (select 1 from gen_order o where o.p = g.p and o.orders between 1 and 6)
) r
where r.p = p.p;

update gen_order o
set patient_broken = true
from gen_patient p
where p.p = o.p
 and p.broken_rank <= pg_temp.sized(6, 2);

update gen_order o
set
  unknown_rank = r.unknown_rank,
  exports_rank = r.exports_rank
from (
  select
    g.j,
    row_number() over (order by pg_temp.pick('dispatch_instruction', g.j, 'broken'), g.j) as unknown_rank,
    row_number() over (order by pg_temp.pick('dispatch_instruction', g.j, 'broken') desc, g.j) as exports_rank
  from gen_order g
  where not g.patient_broken
) r
where r.j = o.j;

-- auth_user --------------------------------------------------------------------------------------

create temporary table gen_person as
with named as (
  select
    u.i,
    u.id,
    u.joined,
    u.staff,
    u.p,
    u.doctor,
    u.technician,
    u.administrator,
    c.culture,
    case
      when u.p is not null then pg_temp.among(c.given, pg_temp.pick('person', p.person, 'given'))
      else c.given[1 + d.name_no % array_length(c.given, 1)]
    end as first_name,
    case
      when u.p is not null then pg_temp.among(c.family, pg_temp.pick('person', p.person, 'family'))
      -- The names of those who work here do not repeat by chance: Q-11 is counted.
      else c.family[1 + (d.name_no / array_length(c.given, 1)) % array_length(c.family, 1)]
        || case
          when d.name_no < array_length(c.given, 1) * array_length(c.family, 1) then ''
          else '-' || c.family[1 + (d.name_no / array_length(c.given, 1) / array_length(c.family, 1)) % array_length(c.family, 1)]
        end
    end as last_name,
    case
      when u.p is not null then pg_temp.among(c.given_latin, pg_temp.pick('person', p.person, 'given'))
        || '.' || pg_temp.among(c.family_latin, pg_temp.pick('person', p.person, 'family'))
      else c.given_latin[1 + d.name_no % array_length(c.given, 1)]
        || '.' || c.family_latin[1 + (d.name_no / array_length(c.given, 1)) % array_length(c.family, 1)]
    end || '.' || u.i as local_part
  from gen_user u
  left join gen_patient p on p.p = u.p
  left join gen_doctor d on d.i = u.i
  join gen_culture c on c.culture = coalesce(p.culture, d.culture)
), ranked as (
  select
    n.*,
    -- Test accounts are doctors without patients (Q-10).
    case when n.doctor and n.staff > pg_temp.sized(440, 1) then
      row_number() over (
        partition by n.doctor and n.staff > pg_temp.sized(440, 1)
        order by pg_temp.pick('auth_user', n.i, 'test account'), n.i)
    end as test_rank,
    case when n.doctor then
      row_number() over (partition by n.doctor order by pg_temp.pick('auth_user', n.i, 'inactive'), n.i)
    end as inactive_rank,
    case when n.doctor then
      row_number() over (
        partition by n.doctor
        order by n.joined >= 1672531200, pg_temp.pick('auth_user', n.i, 'silent'), n.i)
    end as silent_rank,
    case when n.doctor and n.culture = 'en' then
      row_number() over (
        partition by n.doctor and n.culture = 'en'
        order by pg_temp.pick('auth_user', n.i, 'same name'), n.i) - 1
    end as same_name_rank,
    case when n.p is not null then
      row_number() over (partition by n.p is null order by pg_temp.pick('auth_user', n.i, 'name'), n.i)
    end as name_rank
  from named n
), mailed as (
  select
    r.*,
    coalesce(r.test_rank <= pg_temp.sized(223, 1), false) as test,
    count(*) over (partition by r.p is null) as of_kind,
    row_number() over (
      partition by r.p is null
      order by coalesce(r.test_rank <= pg_temp.sized(223, 1), false), pg_temp.pick('auth_user', r.i, 'email missing'), r.i
    ) as blank_rank
  from ranked r
), blanked as (
  -- 15 % of those who work here and nearly all patients have no address (Q-01).
  select
    m.*,
    case
      when m.p is null then m.blank_rank <= floor(m.of_kind * 0.15)
      else m.blank_rank <= pg_temp.sized(7857, 1)
        - floor((pg_temp.sized(9101, 8) - m.of_kind) * 0.15)
    end as blank
  from mailed m
), faulty as (
  select
    b.*,
    case when not b.blank and not b.test then
      row_number() over (
        partition by b.blank or b.test
        order by pg_temp.pick('auth_user', b.i, 'email fault'), b.i) - 1
    end as fault_rank
  from blanked b
), shares as (
  select
    pg_temp.sized(7, 1) as addresses,
    pg_temp.sized(62, 3) + pg_temp.sized(7, 1) as holders
)
select
  f.i,
  f.id,
  f.joined,
  f.staff,
  f.p,
  f.doctor,
  f.technician,
  f.administrator,
  f.culture,
  f.test,
  f.inactive_rank,
  f.silent_rank,
  f.same_name_rank,
  f.name_rank,
  f.first_name,
  f.last_name,
  f.local_part,
  case
    when f.test and (select pg_temp.planted('Q-10')) then
      f.local_part || case
        when f.test_rank <= pg_temp.sized(215, 1) then '@example.test'
        when f.test_rank <= pg_temp.sized(222, 1) then '@dev.example.test'
        else '@demo.example.test'
      end
    when f.blank and (select pg_temp.planted('Q-01')) then ''
    -- One address for several people, in several spellings (Q-03). The last group gives one
    -- holder to the first, which so has eleven at full scale.
    when f.fault_rank < s.holders and (select pg_temp.planted('Q-03')) then
      case (f.fault_rank / s.addresses) % 3
        when 0 then 'front.desk.' || g.no || '@example.org'
        when 1 then 'Front.Desk.' || g.no || '@Example.org'
        else pg_temp.shout('front.desk.' || g.no || '@example.org')
      end
    when f.fault_rank >= s.holders and f.fault_rank < s.holders + pg_temp.sized(60, 3) and (select pg_temp.planted('Q-04')) then
      case f.fault_rank % 6
        when 0 then f.local_part || '.example.org'
        when 1 then replace(f.local_part, '.', ' ') || '@example.org'
        when 2 then 'o''' || f.local_part || '''@example.com'
        when 3 then f.local_part || '@example'
        when 4 then f.local_part || '@@example.org'
        else f.local_part || '@example.c'
      end
    else f.local_part || case when pg_temp.pick('auth_user', f.i, 'domain') < 0.6 then '@example.org' else '@example.com' end
  end as email
from faulty f
cross join shares s
cross join lateral (
  select case
    when s.addresses > 1
      and f.fault_rank = s.holders - 1 - s.holders % s.addresses
    then 0
    else f.fault_rank % s.addresses
  end as no
) g;

alter table gen_person add primary key (i);
analyze gen_person;

-- Forty names of doctors are borne by several (Q-11): their bearers take the name of the first.
update gen_person b
set
  first_name = f.first_name,
  last_name = f.last_name
from gen_person f
where (select pg_temp.planted('Q-11'))
 and b.same_name_rank between 0 and pg_temp.sized(162, 2) - 1
 and f.same_name_rank = b.same_name_rank % pg_temp.sized(40, 1)
 and f.i <> b.i;

insert into auth_user (
  id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined
)
select
  u.id,
  -- Not a hash of anything; a migration that shows it anywhere has read what it may not.
  'pbkdf2_sha256$260000$synthetic$' || md5(current_setting('crosswalk.seed') || '|password|' || u.i),
  case
    when u.p is not null then
      case when pg_temp.pick('auth_user', u.i, 'login') < 0.08
        then pg_temp.at(u.joined + floor(pg_temp.pick('auth_user', u.i, 'last login') * (1751328000 - u.joined))::bigint)
      end
    -- Doctors: 461 silent for more than a year, 350 who never came, the rest in 2025.
    when u.doctor and u.silent_rank <= pg_temp.sized(461, 1) and u.joined < 1672531200 and (select pg_temp.planted('Q-12')) then
      pg_temp.at(u.joined + floor(pg_temp.pick('auth_user', u.i, 'last login') * (1719792000 - u.joined))::bigint)
    when u.doctor and u.silent_rank > pg_temp.sized(461, 1) and u.silent_rank <= pg_temp.sized(811, 2) and (select pg_temp.planted('Q-12')) then
      null
    else pg_temp.at(greatest(u.joined, 1735689600 + floor(pg_temp.pick('auth_user', u.i, 'last login') * 15638400)::bigint))
  end,
  u.administrator and pg_temp.pick('auth_user', u.i, 'superuser') < 0.6,
  case when u.p is not null
    then 'p' || substr(md5(current_setting('crosswalk.seed') || '|token|' || u.i), 1, 8) || u.i
    else u.local_part
  end,
  case
    when not (select pg_temp.planted('Q-05')) or u.name_rank is null then u.first_name
    when u.name_rank <= pg_temp.sized(91, 4) then
      case u.name_rank % 4 when 0 then '' when 1 then u.first_name when 2 then '   ' else '' end
    when u.name_rank <= pg_temp.sized(91, 4) + pg_temp.sized(18, 3) then
      case u.name_rank % 3 when 0 then 'null' when 1 then u.first_name else 'Null' end
    else u.first_name
  end,
  case
    when not (select pg_temp.planted('Q-05')) or u.name_rank is null then u.last_name
    when u.name_rank <= pg_temp.sized(91, 4) then
      case u.name_rank % 4 when 1 then '' when 3 then ' ' else u.last_name end
    when u.name_rank <= pg_temp.sized(91, 4) + pg_temp.sized(18, 3) then
      case u.name_rank % 3 when 1 then 'NULL' else u.last_name end
    else u.last_name
  end,
  u.email,
  u.technician or u.administrator,
  not (u.doctor and u.inactive_rank <= pg_temp.sized(166, 1) and (select pg_temp.planted('Q-12'))),
  pg_temp.at(u.joined)
from gen_person u
order by u.i;

-- auth_user_groups -------------------------------------------------------------------------------

insert into auth_user_groups (id, user_id, group_id)
select
  row_number() over (order by m.added, m.user_id, m.group_id),
  m.user_id,
  m.group_id
from (
  select u.id as user_id, 1 as group_id, false as added
  from gen_user u
  where u.p is not null
   and pg_temp.pick('auth_user_groups', u.i, 'patient') < 0.97
  union all
  select u.id, 2, false
  from gen_user u
  where u.doctor
   and not u.technician
   and not u.administrator
   and pg_temp.pick('auth_user_groups', u.i, 'doctor') < 0.85
  union all
  select u.id, 11, false
  from gen_user u
  where u.technician
  union all
  -- Every tenth administrator stands in no group: the flags must tell.
  select u.id, (array[4, 5, 4, 5, 4, 5, 3, 6, 4])[1 + floor(pg_temp.pick('auth_user_groups', u.i, 'administrator') * 9)::integer], false
  from gen_user u
  where u.administrator
   and pg_temp.pick('auth_user_groups', u.i, 'none') >= 0.1
  union all
  -- Groups that say nothing about what a person is.
  select u.id, case when pg_temp.pick('auth_user_groups', u.i, 'other') < 0.01 then 7 else 8 end, false
  from gen_user u
  where u.doctor
   and pg_temp.pick('auth_user_groups', u.i, 'other') < 0.02
  union all
  -- Some patients are doctors as well (Q-09).
  select r.id, 2, true
  from (
    select u.id, row_number() over (order by pg_temp.pick('auth_user_groups', u.i, 'both'), u.i) as rank
    from gen_user u
    where u.p is not null
  ) r
  where r.rank <= pg_temp.sized(8, 1)
   and (select pg_temp.planted('Q-09'))
) m;

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

-- dispatch_patient -------------------------------------------------------------------------------

insert into dispatch_patient (
  id, birthdate, sex, status, archived, suspended, schemes, suffix, submitted_at, updated_at, user_id, doctor_id, office_id
)
select
  p.id,
  -- Most are between ten and forty.
  case when pg_temp.pick('person', p.person, 'birthdate known') >= 0.05
    then date '2014-12-31' - floor(
      pg_temp.pick('person', p.person, 'birthdate') * (3650 + pg_temp.pick('person', p.person, 'age') * 16000))::integer
  end,
  case
    when pg_temp.pick('person', p.person, 'sex') < 0.03 then null
    when pg_temp.pick('person', p.person, 'sex') < 0.04 then 0
    when pg_temp.pick('person', p.person, 'sex') < 0.45 then 1
    else 2
  end,
  case
    when pg_temp.pick('dispatch_patient', p.p, 'status known') < 0.05 then null
    else (array[4, 4, 4, 4, 4, 4, 4, 4, 7, 7, 7, 7, 1, 1, 2, 3, 5, 6, 8, 9, 10, 11])[
      1 + floor(pg_temp.pick('dispatch_patient', p.p, 'status') * 22)::integer]
  end,
  p.archived,
  pg_temp.pick('dispatch_patient', p.p, 'suspended') < 0.01,
  case
    when p.broken_rank <= pg_temp.sized(6, 2) and (select pg_temp.planted('Q-42')) then
      -- What the real ones looked like: unescaped quotes, a cut, another language's literal,
      -- a cycle, half a character, a character that no jsonb can hold.
      (array[
        '{"note": "patient said "no extraction" twice"}',
        '{"upper": "full", "lower": ',
        '{''upper'': None, ''steps'': 12}',
        '{"parent": [Circular]}',
        '{"name": "\ud83d"}',
        '{"name": "a\u0000b"}'
      ])[1 + (p.broken_rank - 1) % 6]
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.05 then null
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.10 and (select pg_temp.planted('Q-42')) then ''
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.70 then '{}'
    when pg_temp.pick('dispatch_patient', p.p, 'schemes') < 0.90 then
      '{"upper": "' || pg_temp.among('{full,partial,none}', pg_temp.pick('dispatch_patient', p.p, 'upper'))
      || '", "lower": "' || pg_temp.among('{full,partial,none}', pg_temp.pick('dispatch_patient', p.p, 'lower'))
      || '", "steps": ' || (8 + floor(pg_temp.pick('dispatch_patient', p.p, 'steps') * 40)::integer) || '}'
    else '{"remark": "' || pg_temp.among(c.sentence, pg_temp.pick('dispatch_patient', p.p, 'remark')) || '", "fixed": [1, 2]}'
  end,
  case
    when p.suffix_rank <= pg_temp.sized(39, 1) and (select pg_temp.planted('Q-08')) then
      case when p.suffix_rank % 2 = 0 then '' end
    when p.suffix_rank = pg_temp.sized(39, 1) + 1 and (select pg_temp.planted('Q-08')) then 'AB-12'
    else pg_temp.shout(substr(md5(current_setting('crosswalk.seed') || '|suffix|' || p.p), 1, 4))
  end,
  case when p.submitted_rank <= pg_temp.sized(471, 1) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(t.submitted)
  end,
  case when p.submitted_rank <= pg_temp.sized(47, 0) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(t.submitted + floor(pg_temp.pick('dispatch_patient', p.p, 'updated') * (1751328000 - t.submitted))::bigint)
  end,
  p.user_id,
  p.doctor_id,
  case when p.office_rank <= pg_temp.sized(314, 1) and (select pg_temp.planted('Q-19')) then null
    else coalesce(p.office_id, (select o.id from gen_office o where o.o = 1))
  end
from gen_patient p
join gen_culture c on c.culture = p.culture
cross join lateral (
  select least(p.joined + floor(pg_temp.pick('dispatch_patient', p.p, 'submitted after') * 2592000)::bigint, 1751328000) as submitted
) t
order by p.p;

-- dispatch_instruction ---------------------------------------------------------------------------

insert into dispatch_instruction (
  id, "order", model, scanner, scanner_notes, notes, conditions, complaint, objective, exports, price, status,
  cbct, accept_extraction, comprehensive, deleted, suffix, submitted_at, updated_at, patient_id, course_id,
  upper_jaw_id, lower_jaw_id
)
select
  o.id,
  o.place,
  case when x.model < 0.670 then 1 when x.model < 0.895 then null when x.model < 1 then 3 end,
  case
    when x.model < 0.640 then null when x.model < 0.670 then 2 when x.model < 0.895 then null
    when x.model < 0.970 then 2 when x.model < 0.988 then 10
  end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'scanner notes') < 0.05
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'scanner sentence'))
    else ''
  end,
  case
    -- Long texts in every language (Q-45); the longest known has 2,174 characters.
    when o.long_rank <= pg_temp.sized(500, 2) and (select pg_temp.planted('Q-45')) then
      left(repeat(array_to_string(c.sentence, ' ') || ' ', 60),
        case when o.long_rank = 1 then 2174
          else 500 + floor(pg_temp.pick('dispatch_instruction', o.j, 'length') * 1600)::integer end)
    when pg_temp.pick('dispatch_instruction', o.j, 'notes') < 0.30 then ''
    when pg_temp.pick('dispatch_instruction', o.j, 'notes') < 0.40 then null
    else pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'sentence'))
      || case when pg_temp.pick('dispatch_instruction', o.j, 'more') < 0.5
        then ' ' || pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'second sentence')) else '' end
  end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'conditions') < 0.10
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'condition')) else '' end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'complaint') < 0.40
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'complaint sentence')) end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'objective') < 0.35
    then pg_temp.among(c.sentence, pg_temp.pick('dispatch_instruction', o.j, 'objective sentence')) else '' end,
  case
    when o.exports_rank between 1 and pg_temp.sized(5, 2) and (select pg_temp.planted('Q-42')) then
      (array[
        '{"stl": true, "path": "C:\exports\upper"}',
        '{"stl": true',
        '[object Object]',
        '{"remark": "the "final" one"}',
        'undefined'
      ])[1 + (o.exports_rank - 1) % 5]
    when pg_temp.pick('dispatch_instruction', o.j, 'exports') < 0.05 then null
    when pg_temp.pick('dispatch_instruction', o.j, 'exports') < 0.20 and (select pg_temp.planted('Q-42')) then ''
    when pg_temp.pick('dispatch_instruction', o.j, 'exports') < 0.80 then '{}'
    else '{"stl": true, "format": "' || pg_temp.among('{stl,ply,3mf}', pg_temp.pick('dispatch_instruction', o.j, 'format'))
      || '", "files": ' || (1 + floor(pg_temp.pick('dispatch_instruction', o.j, 'files') * 30)::integer) || '}'
  end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'free') < 0.0566 then 0
    else 200 + floor(pg_temp.pick('dispatch_instruction', o.j, 'price') * 798)::integer end,
  case when o.unknown_rank between 1 and pg_temp.sized(8, 2) and (select pg_temp.planted('Q-49')) then 9 else o.status end,
  pg_temp.pick('dispatch_instruction', o.j, 'cbct') < 0.3997,
  pg_temp.pick('dispatch_instruction', o.j, 'extraction') < 0.1755,
  pg_temp.pick('dispatch_instruction', o.j, 'comprehensive') < 0.4634,
  o.deleted_rank <= pg_temp.sized(355, 1) and (select pg_temp.planted('Q-50')),
  case
    when pg_temp.pick('dispatch_instruction', o.j, 'suffix') < 0.08 then 'R' || o.place
    when pg_temp.pick('dispatch_instruction', o.j, 'suffix') < 0.30 then ''
  end,
  case when o.submitted_rank <= pg_temp.sized(750, 2) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(o.submitted) end,
  case when o.submitted_rank <= pg_temp.sized(75, 1) and (select pg_temp.planted('Q-43')) then null
    else pg_temp.at(o.updated) end,
  p.id,
  case
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.003 then null
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.020 then 4
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.030 then 7
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.035 then 8
    when pg_temp.pick('dispatch_instruction', o.j, 'course') < 0.120 then 3
    when o.place = 1 then 1
    else 2
  end,
  -- Jaws come with a later table; 1.7 an order.
  case when pg_temp.pick('dispatch_instruction', o.j, 'upper jaw') < 0.87 then 2 * o.j - 1 end,
  case when pg_temp.pick('dispatch_instruction', o.j, 'lower jaw') < 0.87 then 2 * o.j end
from gen_order o
join gen_patient p on p.p = o.p
join gen_culture c on c.culture = p.culture
cross join lateral (select pg_temp.pick('dispatch_instruction', o.j, 'model') as model) x
order by o.j;

-- What a serial column needs after explicit keys -------------------------------------------------

select
  setval('auth_user_id_seq', (select max(id) from auth_user)),
  setval('auth_group_id_seq', (select max(id) from auth_group)),
  setval('auth_user_groups_id_seq', (select max(id) from auth_user_groups)),
  setval('dispatch_office_id_seq', (select max(id) from dispatch_office)),
  setval('dispatch_office_doctors_id_seq', (select max(id) from dispatch_office_doctors)),
  setval('dispatch_doctorsetting_id_seq', (select max(id) from dispatch_doctorsetting)),
  setval('dispatch_patient_id_seq', (select max(id) from dispatch_patient)),
  setval('dispatch_course_id_seq', (select max(id) from dispatch_course)),
  setval('dispatch_instruction_id_seq', (select max(id) from dispatch_instruction));

-- The manifest: each quirk is looked for in the finished data ------------------------------------

create temporary table gen_manifest (
  quirk text primary key,
  description text not null,
  keys_query text not null
);

insert into gen_manifest values
('Q-01', 'auth_user.email is an empty string',
$q$select id::bigint as key from auth_user where btrim(email) = ''$q$),
('Q-03', 'auth_user.email repeats that of an older user, whatever its case',
$q$select u.id::bigint as key from auth_user u where btrim(u.email) <> '' and exists (select 1 from auth_user o where lower(btrim(o.email)) = lower(btrim(u.email)) and o.id < u.id)$q$),
('Q-04', 'auth_user.email is malformed',
$q$select id::bigint as key from auth_user where btrim(email) <> '' and lower(btrim(email)) !~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}$'$q$),
('Q-05:auth_user', 'first or last name is blank or the word null',
$q$select id::bigint as key from auth_user where btrim(first_name) = '' or btrim(last_name) = '' or lower(first_name) = 'null' or lower(last_name) = 'null'$q$),
('Q-05:dispatch_office', 'name is missing, blank or the word null',
$q$select id::bigint as key from dispatch_office where coalesce(btrim(name), '') in ('', 'null')$q$),
('Q-08', 'dispatch_patient.suffix has not exactly four characters, or is missing',
$q$select id::bigint as key from dispatch_patient where coalesce(length(suffix), 0) <> 4$q$),
('Q-09', 'auth_user is in the groups Patient and Doctor at once, or a patient in the group Doctor',
$q$select u.id::bigint as key from auth_user u where exists (select 1 from auth_user_groups m where m.user_id = u.id and m.group_id = 2) and (exists (select 1 from dispatch_patient p where p.user_id = u.id) or exists (select 1 from auth_user_groups m where m.user_id = u.id and m.group_id = 1))$q$),
('Q-10', 'auth_user is a test account',
$q$select id::bigint as key from auth_user where lower(email) like '%example.test'$q$),
('Q-11', 'a doctor bears the name of an older one',
$q$select u.id::bigint as key from auth_user u join dispatch_doctorsetting d on d.user_id = u.id where exists (select 1 from auth_user o join dispatch_doctorsetting e on e.user_id = o.id where o.first_name = u.first_name and o.last_name = u.last_name and o.id < u.id)$q$),
('Q-12:inactive', 'auth_user is a doctor who is inactive',
$q$select u.id::bigint as key from auth_user u where not u.is_active$q$),
('Q-12:never', 'auth_user is a doctor who never logged in',
$q$select u.id::bigint as key from auth_user u join dispatch_doctorsetting d on d.user_id = u.id where u.last_login is null$q$),
('Q-12:silent', 'auth_user is a doctor whose last login is more than a year before July 2025',
$q$select u.id::bigint as key from auth_user u join dispatch_doctorsetting d on d.user_id = u.id where u.last_login < timestamptz '2024-07-01 00:00:00+00'$q$),
('Q-13', 'auth_user is a doctor with more than sixty patients',
$q$select doctor_id::bigint as key from dispatch_patient where doctor_id is not null group by doctor_id having count(*) > 60$q$),
('Q-14:one user', 'dispatch_patient repeats the user of an older patient',
$q$select p.id::bigint as key from dispatch_patient p where exists (select 1 from dispatch_patient o where o.user_id = p.user_id and o.id < p.id)$q$),
('Q-14:one name', 'dispatch_patient has name, birth date and doctor of an older patient, but another user',
$q$select p.id::bigint as key from dispatch_patient p join auth_user u on u.id = p.user_id where exists (select 1 from dispatch_patient o join auth_user v on v.id = o.user_id where v.first_name = u.first_name and v.last_name = u.last_name and o.birthdate = p.birthdate and o.doctor_id = p.doctor_id and o.user_id <> p.user_id and o.id < p.id)$q$),
('Q-19', 'dispatch_patient has no office',
$q$select id::bigint as key from dispatch_patient where office_id is null$q$),
('Q-31:invalid', 'dispatch_office is not valid',
$q$select id::bigint as key from dispatch_office where not valid$q$),
('Q-31:phone', 'dispatch_office.phone holds no telephone number',
$q$select id::bigint as key from dispatch_office where length(regexp_replace(phone, '[^0-9]', '', 'g')) < 5$q$),
('Q-31:repeated', 'dispatch_office repeats another one in other letters',
$q$select o.id::bigint as key from dispatch_office o where name like '  %' and exists (select 1 from dispatch_office f where f.id <> o.id and lower(btrim(f.address)) = lower(btrim(o.address)) and lower(f.city) = lower(o.city) and f.zip = o.zip)$q$),
('Q-38', 'dispatch_office.tax_rate is a percentage',
$q$select id::bigint as key from dispatch_office where tax_rate > 1$q$),
('Q-41', 'dispatch_office.country is missing or spelt in another way',
$q$select id::bigint as key from dispatch_office where country is null or country not in ('USA', 'India', 'Japan', 'Thailand', 'Vietnam', 'Australia', 'Philippines', 'Singapore', 'France', 'New Zealand')$q$),
('Q-42:patient.schemes', 'dispatch_patient.schemes is not JSON',
$q$select id::bigint as key from dispatch_patient where schemes <> '' and schemes !~ '^\{("[a-z]+": ("[^"\\]*"|[0-9]+|true|false|\[[0-9, ]*\])(, |(?=\})))*\}$'$q$),
('Q-42:patient.schemes blank', 'dispatch_patient.schemes is an empty string',
$q$select id::bigint as key from dispatch_patient where schemes = ''$q$),
('Q-42:instruction.exports', 'dispatch_instruction.exports is not JSON',
$q$select id::bigint as key from dispatch_instruction where exports <> '' and exports !~ '^\{("[a-z]+": ("[^"\\]*"|[0-9]+|true|false|\[[0-9, ]*\])(, |(?=\})))*\}$'$q$),
('Q-42:instruction.exports blank', 'dispatch_instruction.exports is an empty string',
$q$select id::bigint as key from dispatch_instruction where exports = ''$q$),
('Q-42:instruction of such a patient', 'dispatch_instruction of a patient whose schemes are not JSON',
$q$select i.id::bigint as key from dispatch_instruction i join dispatch_patient p on p.id = i.patient_id where p.schemes <> '' and p.schemes !~ '^\{("[a-z]+": ("[^"\\]*"|[0-9]+|true|false|\[[0-9, ]*\])(, |(?=\})))*\}$'$q$),
('Q-43:patient', 'dispatch_patient.submitted_at is missing',
$q$select id::bigint as key from dispatch_patient where submitted_at is null$q$),
('Q-43:instruction', 'dispatch_instruction.submitted_at is missing',
$q$select id::bigint as key from dispatch_instruction where submitted_at is null$q$),
('Q-45', 'dispatch_instruction.notes has 500 characters or more',
$q$select id::bigint as key from dispatch_instruction where length(notes) >= 500$q$),
('Q-49', 'dispatch_instruction.status is a number without a meaning',
$q$select id::bigint as key from dispatch_instruction where status not in (0, 1, 2, 3, 4, 5)$q$),
('Q-50', 'dispatch_instruction is deleted',
$q$select id::bigint as key from dispatch_instruction where deleted$q$),
('Q-52', 'dispatch_patient.id does not follow the one before',
$q$select s.id::bigint as key from (select id, lag(id) over (order by id) as before from dispatch_patient) s where s.id > s.before + 1$q$);

do $$
declare
  m record;
  found_rows bigint;
begin
  for m in select * from gen_manifest order by quirk collate "C" loop
    execute 'select count(*) from (' || m.keys_query || ') k' into found_rows;
    insert into crosswalk_manifest (quirk, description, planted, keys_query)
    values (m.quirk, m.description, found_rows, m.keys_query);
  end loop;
end
$$;

-- Last: the mark, so that a script that stopped halfway leaves none.
insert into crosswalk_synthetic (seed, scale, generated_at)
values (current_setting('crosswalk.seed'), current_setting('crosswalk.scale')::numeric, now());

drop table gen_culture, gen_user, gen_office, gen_home, gen_patient, gen_doctor, gen_order, gen_person, gen_manifest;

analyze auth_user;
analyze auth_group;
analyze auth_user_groups;
analyze dispatch_office;
analyze dispatch_office_doctors;
analyze dispatch_doctorsetting;
analyze dispatch_patient;
analyze dispatch_course;
analyze dispatch_instruction;

-- dispatch_file ----------------------------------------------------------------------------------
-- Half have an instruction, spread evenly over the keys, in the order of the instructions (Q-27);
-- a few of the others a record; none has a product. 945 hang on deleted orders (Q-50).
-- n  ordinal of the file
-- k  ordinal among those with an instruction

create temporary table gen_file as
with sizes as (
  select
    pg_temp.sized(294818, 48) as files,
    pg_temp.sized(147468, 24) as tied,
    least(pg_temp.sized(945, 1), pg_temp.sized(147468, 24)) as dropped
), weighed as (
  select
    o.j,
    o.hidden,
    case when o.hidden then s.dropped else s.tied - s.dropped end as share,
    (1 + floor(x.u * x.u * 11))::bigint as w
  from gen_order o
  cross join sizes s
  cross join lateral (select pg_temp.pick('dispatch_file', o.j, 'files') as u) x
), summed as (
  select
    w.*,
    sum(w.w) over (partition by w.hidden order by w.j) as upto,
    sum(w.w) over (partition by w.hidden) as whole
  from weighed w
), slots as (
  select s.j, row_number() over (order by s.j, k.no) as k
  from summed s
  cross join lateral generate_series(div(s.share * (s.upto - s.w), s.whole) + 1, div(s.share * s.upto, s.whole)) as k (no)
)
select pg_temp.bearer(t.k, s.tied, s.files) as n, t.k, t.j
from slots t
cross join sizes s;

create unique index on gen_file (n);
analyze gen_file;

insert into dispatch_file (
  id, uid, name, ext, size, type, status, parameters, created_at, instruction_id, product_id, record_id
)
with sizes as (
  select
    pg_temp.sized(294818, 48) as files,
    pg_temp.sized(147468, 24) as tied,
    pg_temp.sized(6571, 1) as recorded,
    pg_temp.sized(60976, 24) as records,
    pg_temp.planted('Q-42') as blanks,
    pg_temp.planted('Q-47') as twins,
    pg_temp.planted('Q-52') as sparse
), rolled as (
  select
    n,
    pg_temp.roll('dispatch_file', n) as roll,
    -- How many of the rows up to this one have no instruction.
    n - pg_temp.spread(n, s.tied, s.files) as free
  from sizes s
  cross join lateral generate_series(1, s.files) as g (n)
  offset 0
), typed as (
  select
    r.*,
    f.j,
    f.k,
    case
      when f.n is null then (array[6, 7, 8, 6, 7, 8, 2, 2, 1, 1])[1 + floor(pg_temp.die(r.roll, 1) * 10)::integer]
      else (array[1, 1, 1, 1, 2, 2, 12, 12, 13, 6])[1 + floor(pg_temp.die(r.roll, 1) * 10)::integer]
    end as type
  from rolled r
  left join gen_file f on f.n = r.n
  offset 0
), named as (
  select
    t.*,
    case t.type
      when 1 then (array['jpg', 'jpg', 'png', 'jpeg'])[1 + floor(pg_temp.die(t.roll, 2) * 4)::integer]
      when 2 then (array['stl', 'stl', 'ply', 'obj'])[1 + floor(pg_temp.die(t.roll, 2) * 4)::integer]
      when 12 then 'pdf'
      when 13 then (array['pdf', 'zip', 'rar', 'docx'])[1 + floor(pg_temp.die(t.roll, 2) * 4)::integer]
      else (array['stl', 'zip', 'tar', 'json'])[1 + floor(pg_temp.die(t.roll, 2) * 4)::integer]
    end as ext
  from typed t
  offset 0
)
select
  pg_temp.sparse(f.n, s.sparse),
  -- Two files are tied to a second instruction each, under a name with a double ending (Q-47).
  md5(current_setting('crosswalk.seed') || '|file|'
    || case when x.twin then pg_temp.bearer(f.k - s.tied / 10, s.tied, s.files) else f.n end)::uuid,
  case
    when x.twin then 'upper_' || f.n || '.' || f.ext || '.' || f.ext
    when pg_temp.die(f.roll, 3) < 0.05 then null
    when pg_temp.die(f.roll, 3) < 0.08 then ''
    when pg_temp.die(f.roll, 3) < 0.10 then '写真 ' || f.n || '.' || f.ext
    else (array['upper_', 'lower_', 'photo_', 'final_', 'package_', 'Scan '])[1 + floor(pg_temp.die(f.roll, 4) * 6)::integer]
      || f.n || '.' || f.ext
  end,
  f.ext,
  1000 + floor(pg_temp.die(f.roll, 4) * pg_temp.die(f.roll, 5) * 60000000)::bigint,
  f.type,
  0,
  case
    when pg_temp.die(f.roll, 5) < 0.2 then null
    when pg_temp.die(f.roll, 5) < 0.3 and s.blanks then ''
    when pg_temp.die(f.roll, 5) < 0.8 then '{}'
    else '{"width": ' || 640 + floor(pg_temp.die(f.roll, 3) * 3000)::integer || ', "arch": "' || case when f.n % 2 = 0 then 'upper' else 'lower' end || '"}'
  end,
  pg_temp.along(f.n, s.files),
  o.id,
  null,
  case
    when o.id is null
      and pg_temp.spread(f.free, s.recorded, s.files - s.tied) > pg_temp.spread(f.free - 1, s.recorded, s.files - s.tied)
    then pg_temp.sparse(1 + floor(pg_temp.die(f.roll, 4) * s.records)::bigint, s.sparse)
  end
from named f
cross join sizes s
left join gen_order o on o.j = f.j
cross join lateral (
  select s.twins and f.k is not null and f.k in (s.tied * 3 / 10, s.tied * 6 / 10) as twin
) x;

-- What Crosswalk asks of the sources of entity 'visits'.

-- Once a chunk: rows above (1, a), up to (9, z).
copy (
select * from (
select
  t.pet_id as "#key1",
  t.code as "#key2",
  out.no as "#output",
  case when (out.text is null) then 'empty' end as "#excluded",
  ('treatment')::text as "legacy_table",
  (t.pet_id || '/' || t.code || '/' || out.name)::text as "legacy_key",
  (out.text)::text as "words",
  ('{' || concat_ws(', ',
    '"vet": ' || nullif(to_json((v.name))::text, 'null'),
    '"weight": ' || nullif(to_json((out.weight))::text, 'null')
  ) || '}')::text as "metadata"
from treatment t
left join vet v on v.code = t.vet
cross join lateral (values
  (1, 'findings', (t.findings)::text, (1)::text),
  (2, 'plan', (t.plan)::text, (null)::text)
) out(no, name, "text", "weight")
) q
where (q."#key1", q."#key2" collate "C") > ('1'::bigint, 'a'::text) and (q."#key1", q."#key2" collate "C") <= ('9'::bigint, 'z'::text)
order by q."#key1", q."#key2" collate "C", q."#output"
) to stdout;

-- When an attempt goes on between two rows of a key.
copy (
select * from (
select
  t.pet_id as "#key1",
  t.code as "#key2",
  out.no as "#output",
  case when (out.text is null) then 'empty' end as "#excluded",
  ('treatment')::text as "legacy_table",
  (t.pet_id || '/' || t.code || '/' || out.name)::text as "legacy_key",
  (out.text)::text as "words",
  ('{' || concat_ws(', ',
    '"vet": ' || nullif(to_json((v.name))::text, 'null'),
    '"weight": ' || nullif(to_json((out.weight))::text, 'null')
  ) || '}')::text as "metadata"
from treatment t
left join vet v on v.code = t.vet
cross join lateral (values
  (1, 'findings', (t.findings)::text, (1)::text),
  (2, 'plan', (t.plan)::text, (null)::text)
) out(no, name, "text", "weight")
) q
where (q."#key1", q."#key2" collate "C") >= ('1'::bigint, 'a|b'::text) and (q."#key1", q."#key2" collate "C", q."#output") > ('1'::bigint, 'a|b'::text, 1) and (q."#key1", q."#key2" collate "C") <= ('9'::bigint, 'z'::text) and (q."#key1", q."#key2" collate "C", q."#output") <= ('9'::bigint, 'z'::text, 1)
order by q."#key1", q."#key2" collate "C", q."#output"
) to stdout;

-- Once an entity: its keys, counted, then the upper ends of chunks of 1000 of 2500 keys.
select count(*), count(*) filter (where (t.pet_id) is null or (t.code) is null) from treatment t;
select k0::text, k1::text, n
from (
  select *, row_number() over (order by k0, k1 collate "C") as n
  from (select t.pet_id as k0, t.code as k1 from treatment t) keys
) numbered
where n % 1000 = 0 or n = 2500
order by n;

-- Once a chunk: its rows, counted in the key table.
select count(*) * 2 from treatment t where ((t.pet_id), (t.code) collate "C") > ('1'::bigint, 'a'::text) and ((t.pet_id), (t.code) collate "C") <= ('9'::bigint, 'z'::text);

-- Where an expression raises: the key in the middle of 100, and one value of one row.
select (t.pet_id)::text, (t.code)::text from treatment t where ((t.pet_id), (t.code) collate "C") > ('1'::bigint, 'a'::text) and ((t.pet_id), (t.code) collate "C") <= ('9'::bigint, 'z'::text) order by (t.pet_id), (t.code) collate "C" offset 50 limit 1;
copy (select (t.vet)::text
from treatment t
left join vet v on v.code = t.vet
cross join lateral (values
  (1, 'findings', (t.findings)::text, (1)::text),
  (2, 'plan', (t.plan)::text, (null)::text)
) out(no, name, "text", "weight")
where ((t.pet_id), (t.code)) in (('1'::bigint, 'a'::text)) and ((t.pet_id), (t.code), out.no) in (('1'::bigint, 'a'::text, 2))) to stdout;

-- The other source.
copy (
select * from (
select
  c.id as "#key",
  null::text as "#excluded",
  ('call')::text as "legacy_table",
  (c.id)::text as "legacy_key",
  (c.words)::text as "words",
  ('{' || concat_ws(', ',
    '"vet": ' || nullif(to_json((null::text))::text, 'null'),
    '"weight": ' || nullif(to_json((null::text))::text, 'null')
  ) || '}')::text as "metadata"
from call c
) q
where q."#key" <= '0a000000-0000-0000-0000-000000000001'::uuid
order by q."#key"
) to stdout;

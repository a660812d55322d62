-- What Crosswalk asks of the databases for entity 'names'.
-- Written by GoldenSqlTest; see there how to write it anew.

-- Once a chunk, of the source: its rows in the order of the key, here above 10, up to 99.
copy (
select * from (
select
  p.id as "#key",
  null::text as "#excluded",
  (p.id) as "legacy_id",
  (p.vet_code)::text as "vet_id",
  (p.name)::text as "name"
from pet p
) q
where q."#key" > '10'::bigint and q."#key" <= '99'::bigint
order by q."#key"
) to stdout;

-- Once a chunk, of the target: where rows are staged, typed as the table they are for.
create temporary table "#stage_names" (
  "#row" integer,
  "#key" text,
  "#id" uuid,
  "legacy_id" integer,
  "vet_id" text,
  "name" character varying(40)
) on commit delete rows;

-- Once a batch, of the target, after COPY has staged its rows, here 1 to 500.
with
  "resolved" as (
    select
      "s"."#row",
      "s"."#key",
      "s"."#id",
      "s"."legacy_id" as "legacy_id",
      "p:vet_id"."id" as "vet_id",
      "s"."vet_id" as "#ref:vet_id",
      "s"."name" as "name",
      "t"."id" as "#existing",
      case
        when (
          "t"."id" is not null
          and (record_image_ne(row(
            case
              when (
                "p:vet_id"."id" is null
                and "s"."vet_id" is not null
              ) then "t"."vet_id"
              else "p:vet_id"."id"
            end,
            "s"."name"
          ), row("t"."vet_id", "t"."name")))
        ) then array_to_string(array[
          case when record_image_ne(row(case
            when (
              "p:vet_id"."id" is null
              and "s"."vet_id" is not null
            ) then "t"."vet_id"
            else "p:vet_id"."id"
          end), row("t"."vet_id")) then 'vet_id' end,
          case when record_image_ne(row("s"."name"), row("t"."name")) then 'name' end
        ], chr(31))
      end as "#differences",
      "t"."xmin" as "#xmin",
      array_to_string(array[
        case
          when "t"."vet_id" is null then 'vet_id'
        end,
        case
          when "t"."name" is null then 'name'
        end
      ], chr(31)) as "#empty"
    from "pg_temp"."#stage_names" as "s"
      left outer join "public"."vets" as "p:vet_id"
        on "p:vet_id"."legacy_code" = "s"."vet_id"
      left outer join "public"."pets" as "t"
        on "t"."legacy_id" = "s"."legacy_id"
    where "s"."#row" between 1 and 500
  ),
  "decided" as (
    with here as (
      select e.run, e.entity, e.target_table
      from crosswalk.run own
      join crosswalk.run k on k.target_fingerprint = own.target_fingerprint
      join crosswalk.entity e on e.run = k.run
      where own.run = 'run-1'
    )
    select
      r.*,
      o.owned as "#owned",
      case when r."#differences" is not null then nullif(
        array(
          select n
          from unnest(string_to_array(r."#differences", chr(31))) as n
          where (n = any (string_to_array(r."#empty", chr(31))) or o.owned && array['*', n])),
        array[]::text[]) end as "#changes",
      case when r."#differences" is not null then nullif(
        array(
          select n
          from unnest(string_to_array(r."#differences", chr(31))) as n
          where not (n = any (string_to_array(r."#empty", chr(31))) or o.owned && array['*', n])),
        array[]::text[]) end as "#kept",
      r."#differences" is not null and (
        row_number() over (partition by r."#existing" order by r."#row") > 1
        or exists (
          select 1
          from crosswalk.before_image i
          where i.target_id = r."#existing" and i.run = 'run-1' and i.entity = 'names'
            and (i.source_table, i.source_key) <> ('pet', r."#key"))) as "#taken"
    from (select * from "resolved" offset 0) as r
    left join lateral (
      select case when r."#differences" is not null then coalesce(
        (select i.owned
         from (
           select i.run, i.owned
           from crosswalk.before_image i
           where i.target_id = r."#existing" and i.xid = r."#xmin"
           offset 0
         ) as i
         where i.run in (select h.run from here h)
         limit 1),
        (select array['*']
         from (
           select w.run, w.entity
           from crosswalk.written w
           where w.xid = r."#xmin"
           offset 0
         ) as w
         where (w.run, w.entity) in (
           select h.run, h.entity from here h where h.target_table = 'pets')
         limit 1),
        (select array[p.column_name]
         from crosswalk.pending p
         where p.target_id = r."#existing" and p.settled_xid = r."#xmin"
         limit 1),
        array[]::text[]) end as owned
    ) as o on true
    offset 0
  ),
  "judged" as (
    select
      "decided".*,
      case
        when (
          "#existing" is not null
          and "#differences" is null
        ) then cast(null as int)
        when ("#existing" is null) then 0 /* missing_parent.row legacy_id */
        when ("#taken") then 1 /* constraint_violation.key_taken legacy_id */
        when ("name" is null) then 2 /* validation_failure.required name */
        when (not coalesce(((name)::text <> '?'::text), true)) then 3 /* constraint_violation.check pets_name_is_known */
      end as "#judgement"
    from "decided"
  ),
  "settled" as (
    select
      "judged".*,
      case
        when "#judgement" is not null then "#judgement"
      end as "#verdict"
    from "judged"
  ),
  "signed" as (
    insert into "pg_temp"."#stage_names" ("#key", "legacy_id", "vet_id", "name")
    select "#key", "legacy_id", "vet_id", "name"
    from "pg_temp"."#stage_names"
    where "#row" between 1 and 500
    fetch next 1 rows only
    returning "xmin"
  ),
  "changed" as (
    update "public"."pets" as u
    set
      "vet_id" = case when 'vet_id' = any (s."#changes") then s."vet_id" else u."vet_id" end,
      "name" = case when 'name' = any (s."#changes") then s."name" else u."name" end
    from "settled" as s
    join "public"."pets" as o on o.id = s."#existing"
    where u.id = o.id and u.ctid = o.ctid
      and s."#verdict" is null and s."#changes" is not null
    returning u.id, s."#key", s."#changes", s."#owned", o.xmin as prior, o::text as image
  ),
  "imaged" as (
    insert into crosswalk.before_image
      (run, entity, chunk, batch, source_table, source_key, target_id, columns, owned, xid, prior_xid,
        image)
    select
      'run-1', 'names', 2, 3, 'pet', c."#key", c.id, c."#changes",
      case
        when '*' = any (c."#owned") then c."#owned"
        else array(select distinct n from unnest(c."#owned" || c."#changes") n order by n)
      end,
      (select xmin from "signed"),
      c.prior,
      c.image
    from "changed" as c
    returning 1
  )
select
  0 as "inserted",
  count(*) filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is null
  )) as "existing_same",
  count(*) filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is not null
    and not ("#changes" is not null)
  )) as "existing_different",
  array_agg("#row" order by "#row") filter (where "#verdict" is not null) as "diverted",
  array_agg("#verdict" order by "#row") filter (where "#verdict" is not null) as "verdicts",
  array_agg("#row" order by "#row") filter (where (
    "#existing" is not null
    and "#verdict" is null
    and array_to_string("#kept", chr(31)) is not null
  )) as "different",
  array_agg("#existing" order by "#row") filter (where (
    "#existing" is not null
    and "#verdict" is null
    and array_to_string("#kept", chr(31)) is not null
  )) as "ids",
  array_agg(array_to_string("#kept", chr(31)) order by "#row") filter (where (
    "#existing" is not null
    and "#verdict" is null
    and array_to_string("#kept", chr(31)) is not null
  )) as "differences",
  (
    select count(*)
    from "changed"
  ) as "updated",
  count(*) filter (where (
    "#verdict" is null
    and "#changes" is not null
  )) as "due",
  array[count(*) filter (where (
    "#verdict" is null
    and "#existing" is null
    and "settled"."vet_id" is null
    and "settled"."#ref:vet_id" is not null
  ))] as "links"
from "settled";

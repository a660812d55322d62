-- What Crosswalk asks of the databases for entity 'pets'.
-- Written by GoldenSqlTest; see there how to write it anew.

-- Once a chunk, of the source: its rows in the order of the key, here above 10, up to 99.
copy (
select * from (
select
  p.id as "#key",
  case when (p.name = 'Test') then 'test_animal' end as "#excluded",
  (p.id) as "legacy_id",
  (p.owner_id) as "owner_id",
  (p.vet_code)::text as "vet_id",
  (p.name)::text as "name",
  (p.chip)::text as "chip",
  (p.kind) as "kind",
  (p.note is distinct from 'retired chip')::text as "active",
  (p.born)::text as "born",
  ('{' || concat_ws(', ',
    '"note": ' || nullif(to_json((p.note))::text, 'null'),
    '"owner": ' || nullif(to_json((o.name))::text, 'null')
  ) || '}')::text as "metadata"
from pet p
left join owner o on o.id = p.owner_id
) q
where q."#key" > '10'::bigint and q."#key" <= '99'::bigint
order by q."#key"
) to stdout;

-- Once a chunk, of the target: where rows are staged, typed as the table they are for.
create temporary table "#stage_pets" (
  "#row" integer,
  "#key" text,
  "#id" uuid,
  "legacy_id" integer,
  "owner_id" integer,
  "vet_id" text,
  "name" character varying(40),
  "chip" text,
  "kind" text,
  "active" boolean,
  "born" date,
  "metadata" jsonb
) on commit delete rows;

-- Once a batch, of the target, after COPY has staged its rows, here 1 to 500.
with
  "resolved" as (
    select
      "s"."#row",
      "s"."#key",
      "s"."#id",
      "s"."legacy_id" as "legacy_id",
      "p:owner_id"."id" as "owner_id",
      "s"."owner_id" as "#ref:owner_id",
      "p:vet_id"."id" as "vet_id",
      "s"."vet_id" as "#ref:vet_id",
      "s"."name" as "name",
      "s"."chip" as "chip",
      "s"."kind" as "kind",
      "s"."active" as "active",
      "s"."born" as "born",
      "s"."metadata" as "metadata",
      "t"."id" as "#existing",
      case
        when (
          "t"."id" is not null
          and (record_image_ne(row(
            "s"."legacy_id",
            "p:owner_id"."id",
            case
              when (
                "t"."vet_id" is not null
                or (
                  select 1
                  from "crosswalk"."pending" as "w"
                  where (
                    "w"."entity" = 'pets'
                    and "w"."column_name" = 'vet_id'
                    and "w"."target_id" = "t"."id"
                    and "w"."status" = 'open'
                  )
                ) is null
              ) then "p:vet_id"."id"
            end,
            "s"."name",
            "s"."chip",
            "s"."kind",
            "s"."active",
            "s"."born",
            "s"."metadata"
          ), row(
            "t"."legacy_id",
            "t"."owner_id",
            "t"."vet_id",
            "t"."name",
            "t"."chip",
            "t"."kind",
            "t"."active",
            "t"."born",
            "t"."metadata"
          )))
        ) then array_to_string(array[
          case when record_image_ne(row("s"."legacy_id"), row("t"."legacy_id")) then 'legacy_id' end,
          case when record_image_ne(row("p:owner_id"."id"), row("t"."owner_id")) then 'owner_id' end,
          case when record_image_ne(row(case
            when (
              "t"."vet_id" is not null
              or (
                select 1
                from "crosswalk"."pending" as "w"
                where (
                  "w"."entity" = 'pets'
                  and "w"."column_name" = 'vet_id'
                  and "w"."target_id" = "t"."id"
                  and "w"."status" = 'open'
                )
              ) is null
            ) then "p:vet_id"."id"
          end), row("t"."vet_id")) then 'vet_id' end,
          case when record_image_ne(row("s"."name"), row("t"."name")) then 'name' end,
          case when record_image_ne(row("s"."chip"), row("t"."chip")) then 'chip' end,
          case when record_image_ne(row("s"."kind"), row("t"."kind")) then 'kind' end,
          case when record_image_ne(row("s"."active"), row("t"."active")) then 'active' end,
          case when record_image_ne(row("s"."born"), row("t"."born")) then 'born' end,
          case when record_image_ne(row("s"."metadata"), row("t"."metadata")) then 'metadata' end
        ], chr(31))
      end as "#differences"
    from "pg_temp"."#stage_pets" as "s"
      left outer join "public"."owners" as "p:owner_id"
        on "p:owner_id"."legacy_id" = "s"."owner_id"
      left outer join "public"."vets" as "p:vet_id"
        on "p:vet_id"."legacy_code" = "s"."vet_id"
      left outer join "public"."pets" as "t"
        on "t"."legacy_id" = "s"."legacy_id"
    where "s"."#row" between 1 and 500
  ),
  "judged" as (
    select
      "resolved".*,
      case
        when "#existing" is not null then cast(null as int)
        when ("#ref:owner_id" is null) then 0 /* validation_failure.required owner_id */
        when ("owner_id" is null) then 1 /* missing_parent.orphan owner_id */
        when ("name" is null) then 2 /* validation_failure.required name */
        when ("kind" is null) then 3 /* validation_failure.required kind */
        when ("active" is null) then 4 /* validation_failure.required active */
        when ("metadata" is null) then 5 /* validation_failure.required metadata */
        when (not coalesce((born > '1990-01-01'::date), true)) then 6 /* constraint_violation.check pets_born_in_this_age */
        when (not coalesce(((name)::text <> '?'::text), true)) then 7 /* constraint_violation.check pets_name_is_known */
      end as "#judgement",
      case
        when (active) then (lower(chip))
      end as "#unique:8:0"
    from "resolved"
  ),
  "settled" as (
    select
      "judged".*,
      case
        when "#judgement" is not null then "#judgement"
        when (
          "#judgement" is null
          and "#existing" is null
          and "#unique:8:0" is not null
          and (
            exists (
              select 1 as "one"
              from "public"."pets" as "h"
              where (
                (lower(chip)) = "judged"."#unique:8:0"
                and (active)
              )
            )
            or row_number() over (
              partition by "#judgement", "#existing", "#unique:8:0"
              order by "#row"
            ) > 1
          )
        ) then 8 /* constraint_violation.unique pets_one_active_chip */
      end as "#verdict"
    from "judged"
  ),
  "signed" as (
    insert into "pg_temp"."#stage_pets" (
      "#key",
      "legacy_id",
      "owner_id",
      "vet_id",
      "name",
      "chip",
      "kind",
      "active",
      "born",
      "metadata"
    )
    select
      "#key",
      "legacy_id",
      "owner_id",
      "vet_id",
      "name",
      "chip",
      "kind",
      "active",
      "born",
      "metadata"
    from "pg_temp"."#stage_pets"
    where "#row" between 1 and 500
    fetch next 1 rows only
    returning "xmin"
  ),
  "inserted" as (
    insert into "public"."pets" (
      "id",
      "legacy_id",
      "owner_id",
      "vet_id",
      "name",
      "chip",
      "kind",
      "active",
      "born",
      "metadata"
    )
    select
      "#id",
      "legacy_id",
      "owner_id",
      "vet_id",
      "name",
      "chip",
      "kind",
      "active",
      "born",
      "metadata"
    from "settled"
    where (
      "#verdict" is null
      and "#existing" is null
    )
    returning 1 as "one"
  ),
  "booked" as (
    insert into "crosswalk"."written" (
      "run",
      "entity",
      "chunk",
      "batch",
      "part",
      "source_table",
      "xid",
      "keys",
      "ids"
    )
    select
      'run-1',
      'pets',
      2,
      3,
      1,
      'pet',
      (
        select "xmin"
        from "signed"
      ),
      array_agg("#key"),
      array_agg("#id")
    from "settled"
    where (
      "#verdict" is null
      and "#existing" is null
    )
    having count(*) > 0
    returning "part"
  ),
  "waiting" as (
    insert into crosswalk.pending (
      run, entity, source_table, source_key, target_table, target_id,
      column_name, parent_entity, parent_column, parent_key)
    select 'run-1', 'pets', 'pet', settled."#key", 'pets', settled."#id", w.*
    from settled
    cross join lateral (values (
      'vet_id',
      'vets',
      'legacy_code',
      case
        when (
          "settled"."vet_id" is null
          and "settled"."#ref:vet_id" is not null
        ) then cast("settled"."#ref:vet_id" as text)
      end
    )) w (
      column_name, parent_entity, parent_column, parent_key)
    where (
      "#verdict" is null
      and "#existing" is null
    ) and w.parent_key is not null
    on conflict (entity, column_name, target_id) do update set
      run = excluded.run, source_table = excluded.source_table,
      source_key = excluded.source_key, parent_entity = excluded.parent_entity,
      parent_column = excluded.parent_column, parent_key = excluded.parent_key,
      status = 'open', code = null, settled_run = null,
      settled_entity = null, settled_batch = null
    returning 1
  )
select
  (
    select count(*)
    from "inserted"
  ) as "inserted",
  count(*) filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is null
  )) as "existing_same",
  count(*) filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is not null
  )) as "existing_different",
  array_agg("#row" order by "#row") filter (where "#verdict" is not null) as "diverted",
  array_agg("#verdict" order by "#row") filter (where "#verdict" is not null) as "verdicts",
  array_agg("#row" order by "#row") filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is not null
  )) as "different",
  array_agg("#existing" order by "#row") filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is not null
  )) as "ids",
  array_agg("#differences" order by "#row") filter (where (
    "#verdict" is null
    and "#existing" is not null
    and "#differences" is not null
  )) as "differences",
  0 as "updated",
  0 as "due",
  array[count(*) filter (where (
    "#verdict" is null
    and "#existing" is null
    and "settled"."vet_id" is null
    and "settled"."#ref:vet_id" is not null
  ))] as "links"
from "settled";

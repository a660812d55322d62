-- What Crosswalk asks of the databases for entity 'orders'.
-- Written by GoldenSqlTest; see there how to write it anew.

-- Once a chunk, of the source: its rows in the order of the key, here above 10, up to 99.
copy (
select * from (
select
  i.id as "#key",
  null::text as "#excluded",
  (i.id)::text as "legacy_instruction_id",
  (coalesce(nullif(btrim(p.suffix), '') || '-', '') || i.id)::text as "order_number",
  (i.patient_id) as "patient_id",
  (i.patient_id) as "case_id",
  (d.office_id) as "practice_id",
  (p.doctor_id) as "doctor_id",
  (d.office_id) as "office_id",
  (i.course_id) as "course_id",
  (i."order") as "sequence_number",
  (i.course_id) as "course_type",
  (i.status) as "status",
  (i.status) as "current_state",
  (i.price) as "amount",
  (i.price) as "total_amount",
  (i.notes)::text as "notes",
  (i.complaint)::text as "complaint",
  (i.objective)::text as "objective",
  (i.conditions)::text as "conditions",
  (i.scanner_notes)::text as "scanner_notes",
  (i.cbct)::text as "cbct",
  (i.accept_extraction)::text as "accept_extraction",
  (i.comprehensive)::text as "comprehensive",
  (i.suffix)::text as "suffix",
  (i.exports)::text as "exports",
  (i.submitted_at) as "submitted_at",
  (case when i.status in (2, 3, 4) then i.updated_at end) as "approved_at",
  (case when i.status = 4 then i.updated_at end) as "shipped_at",
  (i.deleted)::text as "deleted",
  ('{' || concat_ws(', ',
    '"legacy_patient_id": ' || nullif(to_json((i.patient_id))::text, 'null'),
    '"legacy_course_id": ' || nullif(to_json((i.course_id))::text, 'null'),
    '"legacy_status": ' || nullif(to_json((i.status))::text, 'null'),
    '"legacy_model": ' || nullif(to_json((i.model))::text, 'null'),
    '"legacy_scanner": ' || nullif(to_json((i.scanner))::text, 'null'),
    '"legacy_upper_jaw_id": ' || nullif(to_json((i.upper_jaw_id))::text, 'null'),
    '"legacy_lower_jaw_id": ' || nullif(to_json((i.lower_jaw_id))::text, 'null'),
    '"guessed": ' || nullif(to_json((case
  when i.status = 4 then '["approved_at", "shipped_at"]'::json
  when i.status in (2, 3) then '["approved_at"]'::json
  else '[]'::json end))::text, 'null')
  ) || '}')::text as "metadata",
  (coalesce(i.submitted_at, i.updated_at, p.submitted_at, u.date_joined)) as "created_at",
  (coalesce(i.updated_at, i.submitted_at, p.submitted_at, u.date_joined)) as "updated_at"
from dispatch_instruction i
left join dispatch_patient p on p.id = i.patient_id
left join auth_user u on u.id = p.user_id
left join lateral (
  select coalesce(
    p.office_id,
    (select m.office_id
     from dispatch_office_doctors m
     left join dispatch_office o on o.id = m.office_id
     where m.user_id = p.doctor_id
     order by o.doctor_id is distinct from p.doctor_id, m.office_id
     limit 1),
    (select min(o.id)
     from dispatch_office o
     where o.doctor_id = p.doctor_id),
    (select q.office_id
     from dispatch_patient q
     where q.doctor_id = p.doctor_id and q.office_id is not null
     group by q.office_id
     order by count(*) desc, q.office_id
     limit 1)) as office_id
  offset 0
) d on true
) q
where q."#key" > '10'::bigint and q."#key" <= '99'::bigint
order by q."#key"
) to stdout;

-- Once a chunk, of the target: where rows are staged, typed as the table they are for.
create temporary table "#stage_orders" (
  "#row" integer,
  "#key" text,
  "#id" uuid,
  "legacy_instruction_id" bigint,
  "order_number" character varying(40),
  "patient_id" bigint,
  "case_id" bigint,
  "practice_id" bigint,
  "doctor_id" bigint,
  "office_id" bigint,
  "course_id" bigint,
  "sequence_number" integer,
  "course_type" text,
  "status" text,
  "current_state" text,
  "amount" numeric(10,2),
  "total_amount" numeric(10,2),
  "currency" character(3),
  "notes" text,
  "complaint" text,
  "objective" text,
  "conditions" text,
  "scanner_notes" text,
  "cbct" boolean,
  "accept_extraction" boolean,
  "comprehensive" boolean,
  "suffix" character varying(16),
  "exports" jsonb,
  "submitted_at" timestamp with time zone,
  "approved_at" timestamp with time zone,
  "shipped_at" timestamp with time zone,
  "deleted" boolean,
  "metadata" jsonb,
  "created_at" timestamp with time zone,
  "updated_at" timestamp with time zone
) on commit delete rows;

-- Once a batch, of the target, after COPY has staged its rows, here 1 to 500.
with
  "resolved" as (
    select
      "s"."#row",
      "s"."#key",
      "s"."#id",
      "s"."legacy_instruction_id" as "legacy_instruction_id",
      "s"."order_number" as "order_number",
      "p:patient_id"."id" as "patient_id",
      "s"."patient_id" as "#ref:patient_id",
      "p:case_id"."id" as "case_id",
      "s"."case_id" as "#ref:case_id",
      "p:practice_id"."id" as "practice_id",
      "s"."practice_id" as "#ref:practice_id",
      "p:doctor_id"."id" as "doctor_id",
      "s"."doctor_id" as "#ref:doctor_id",
      "p:office_id"."id" as "office_id",
      "s"."office_id" as "#ref:office_id",
      "p:course_id"."id" as "course_id",
      "s"."course_id" as "#ref:course_id",
      "s"."sequence_number" as "sequence_number",
      "s"."course_type" as "course_type",
      "s"."status" as "status",
      "s"."current_state" as "current_state",
      "s"."amount" as "amount",
      "s"."total_amount" as "total_amount",
      "s"."currency" as "currency",
      "s"."notes" as "notes",
      "s"."complaint" as "complaint",
      "s"."objective" as "objective",
      "s"."conditions" as "conditions",
      "s"."scanner_notes" as "scanner_notes",
      "s"."cbct" as "cbct",
      "s"."accept_extraction" as "accept_extraction",
      "s"."comprehensive" as "comprehensive",
      "s"."suffix" as "suffix",
      "s"."exports" as "exports",
      "s"."submitted_at" as "submitted_at",
      "s"."approved_at" as "approved_at",
      "s"."shipped_at" as "shipped_at",
      "s"."deleted" as "deleted",
      "s"."metadata" as "metadata",
      "s"."created_at" as "created_at",
      "s"."updated_at" as "updated_at",
      "t"."id" as "#existing",
      case
        when (
          "t"."id" is not null
          and (record_image_ne(row(
            "s"."legacy_instruction_id",
            "s"."order_number",
            "p:patient_id"."id",
            case
              when (
                "t"."case_id" is not null
                or (
                  select 1
                  from "crosswalk"."pending" as "w"
                  where (
                    "w"."entity" = 'orders'
                    and "w"."column_name" = 'case_id'
                    and "w"."target_id" = "t"."id"
                    and "w"."status" = 'open'
                  )
                ) is null
              ) then "p:case_id"."id"
            end,
            case
              when (
                "t"."practice_id" is not null
                or (
                  select 1
                  from "crosswalk"."pending" as "w"
                  where (
                    "w"."entity" = 'orders'
                    and "w"."column_name" = 'practice_id'
                    and "w"."target_id" = "t"."id"
                    and "w"."status" = 'open'
                  )
                ) is null
              ) then "p:practice_id"."id"
            end,
            case
              when (
                "t"."doctor_id" is not null
                or (
                  select 1
                  from "crosswalk"."pending" as "w"
                  where (
                    "w"."entity" = 'orders'
                    and "w"."column_name" = 'doctor_id'
                    and "w"."target_id" = "t"."id"
                    and "w"."status" = 'open'
                  )
                ) is null
              ) then "p:doctor_id"."id"
            end,
            case
              when (
                "t"."office_id" is not null
                or (
                  select 1
                  from "crosswalk"."pending" as "w"
                  where (
                    "w"."entity" = 'orders'
                    and "w"."column_name" = 'office_id'
                    and "w"."target_id" = "t"."id"
                    and "w"."status" = 'open'
                  )
                ) is null
              ) then "p:office_id"."id"
            end,
            case
              when (
                "t"."course_id" is not null
                or (
                  select 1
                  from "crosswalk"."pending" as "w"
                  where (
                    "w"."entity" = 'orders'
                    and "w"."column_name" = 'course_id'
                    and "w"."target_id" = "t"."id"
                    and "w"."status" = 'open'
                  )
                ) is null
              ) then "p:course_id"."id"
            end,
            "s"."sequence_number",
            "s"."course_type",
            "s"."status",
            "s"."current_state",
            "s"."amount",
            "s"."total_amount",
            "s"."currency",
            "s"."notes",
            "s"."complaint",
            "s"."objective",
            "s"."conditions",
            "s"."scanner_notes",
            "s"."cbct",
            "s"."accept_extraction",
            "s"."comprehensive",
            "s"."suffix",
            "s"."exports",
            "s"."submitted_at",
            "s"."approved_at",
            "s"."shipped_at",
            "s"."deleted",
            "s"."metadata",
            "s"."created_at",
            "s"."updated_at"
          ), row(
            "t"."legacy_instruction_id",
            "t"."order_number",
            "t"."patient_id",
            "t"."case_id",
            "t"."practice_id",
            "t"."doctor_id",
            "t"."office_id",
            "t"."course_id",
            "t"."sequence_number",
            "t"."course_type",
            "t"."status",
            "t"."current_state",
            "t"."amount",
            "t"."total_amount",
            "t"."currency",
            "t"."notes",
            "t"."complaint",
            "t"."objective",
            "t"."conditions",
            "t"."scanner_notes",
            "t"."cbct",
            "t"."accept_extraction",
            "t"."comprehensive",
            "t"."suffix",
            "t"."exports",
            "t"."submitted_at",
            "t"."approved_at",
            "t"."shipped_at",
            "t"."deleted",
            "t"."metadata",
            "t"."created_at",
            "t"."updated_at"
          )))
        ) then array_to_string(array[
          case when record_image_ne(row("s"."legacy_instruction_id"), row("t"."legacy_instruction_id")) then 'legacy_instruction_id' end,
          case when record_image_ne(row("s"."order_number"), row("t"."order_number")) then 'order_number' end,
          case when record_image_ne(row("p:patient_id"."id"), row("t"."patient_id")) then 'patient_id' end,
          case when record_image_ne(row(case
            when (
              "t"."case_id" is not null
              or (
                select 1
                from "crosswalk"."pending" as "w"
                where (
                  "w"."entity" = 'orders'
                  and "w"."column_name" = 'case_id'
                  and "w"."target_id" = "t"."id"
                  and "w"."status" = 'open'
                )
              ) is null
            ) then "p:case_id"."id"
          end), row("t"."case_id")) then 'case_id' end,
          case when record_image_ne(row(case
            when (
              "t"."practice_id" is not null
              or (
                select 1
                from "crosswalk"."pending" as "w"
                where (
                  "w"."entity" = 'orders'
                  and "w"."column_name" = 'practice_id'
                  and "w"."target_id" = "t"."id"
                  and "w"."status" = 'open'
                )
              ) is null
            ) then "p:practice_id"."id"
          end), row("t"."practice_id")) then 'practice_id' end,
          case when record_image_ne(row(case
            when (
              "t"."doctor_id" is not null
              or (
                select 1
                from "crosswalk"."pending" as "w"
                where (
                  "w"."entity" = 'orders'
                  and "w"."column_name" = 'doctor_id'
                  and "w"."target_id" = "t"."id"
                  and "w"."status" = 'open'
                )
              ) is null
            ) then "p:doctor_id"."id"
          end), row("t"."doctor_id")) then 'doctor_id' end,
          case when record_image_ne(row(case
            when (
              "t"."office_id" is not null
              or (
                select 1
                from "crosswalk"."pending" as "w"
                where (
                  "w"."entity" = 'orders'
                  and "w"."column_name" = 'office_id'
                  and "w"."target_id" = "t"."id"
                  and "w"."status" = 'open'
                )
              ) is null
            ) then "p:office_id"."id"
          end), row("t"."office_id")) then 'office_id' end,
          case when record_image_ne(row(case
            when (
              "t"."course_id" is not null
              or (
                select 1
                from "crosswalk"."pending" as "w"
                where (
                  "w"."entity" = 'orders'
                  and "w"."column_name" = 'course_id'
                  and "w"."target_id" = "t"."id"
                  and "w"."status" = 'open'
                )
              ) is null
            ) then "p:course_id"."id"
          end), row("t"."course_id")) then 'course_id' end,
          case when record_image_ne(row("s"."sequence_number"), row("t"."sequence_number")) then 'sequence_number' end,
          case when record_image_ne(row("s"."course_type"), row("t"."course_type")) then 'course_type' end,
          case when record_image_ne(row("s"."status"), row("t"."status")) then 'status' end,
          case when record_image_ne(row("s"."current_state"), row("t"."current_state")) then 'current_state' end,
          case when record_image_ne(row("s"."amount"), row("t"."amount")) then 'amount' end,
          case when record_image_ne(row("s"."total_amount"), row("t"."total_amount")) then 'total_amount' end,
          case when record_image_ne(row("s"."currency"), row("t"."currency")) then 'currency' end,
          case when record_image_ne(row("s"."notes"), row("t"."notes")) then 'notes' end,
          case when record_image_ne(row("s"."complaint"), row("t"."complaint")) then 'complaint' end,
          case when record_image_ne(row("s"."objective"), row("t"."objective")) then 'objective' end,
          case when record_image_ne(row("s"."conditions"), row("t"."conditions")) then 'conditions' end,
          case when record_image_ne(row("s"."scanner_notes"), row("t"."scanner_notes")) then 'scanner_notes' end,
          case when record_image_ne(row("s"."cbct"), row("t"."cbct")) then 'cbct' end,
          case when record_image_ne(row("s"."accept_extraction"), row("t"."accept_extraction")) then 'accept_extraction' end,
          case when record_image_ne(row("s"."comprehensive"), row("t"."comprehensive")) then 'comprehensive' end,
          case when record_image_ne(row("s"."suffix"), row("t"."suffix")) then 'suffix' end,
          case when record_image_ne(row("s"."exports"), row("t"."exports")) then 'exports' end,
          case when record_image_ne(row("s"."submitted_at"), row("t"."submitted_at")) then 'submitted_at' end,
          case when record_image_ne(row("s"."approved_at"), row("t"."approved_at")) then 'approved_at' end,
          case when record_image_ne(row("s"."shipped_at"), row("t"."shipped_at")) then 'shipped_at' end,
          case when record_image_ne(row("s"."deleted"), row("t"."deleted")) then 'deleted' end,
          case when record_image_ne(row("s"."metadata"), row("t"."metadata")) then 'metadata' end,
          case when record_image_ne(row("s"."created_at"), row("t"."created_at")) then 'created_at' end,
          case when record_image_ne(row("s"."updated_at"), row("t"."updated_at")) then 'updated_at' end
        ], chr(31))
      end as "#differences"
    from "pg_temp"."#stage_orders" as "s"
      left outer join "public"."patients" as "p:patient_id"
        on "p:patient_id"."legacy_patient_id" = "s"."patient_id"
      left outer join "public"."cases" as "p:case_id"
        on "p:case_id"."legacy_patient_id" = "s"."case_id"
      left outer join "public"."practices" as "p:practice_id"
        on "p:practice_id"."legacy_office_id" = "s"."practice_id"
      left outer join "public"."doctors" as "p:doctor_id"
        on "p:doctor_id"."legacy_user_id" = "s"."doctor_id"
      left outer join "public"."offices" as "p:office_id"
        on "p:office_id"."legacy_office_id" = "s"."office_id"
      left outer join "public"."courses" as "p:course_id"
        on "p:course_id"."legacy_course_id" = "s"."course_id"
      left outer join "public"."orders" as "t"
        on "t"."legacy_instruction_id" = "s"."legacy_instruction_id"
    where "s"."#row" between 1 and 500
  ),
  "judged" as (
    select
      "resolved".*,
      case
        when "#existing" is not null then cast(null as int)
        when ("#ref:patient_id" is null) then 0 /* validation_failure.required patient_id */
        when ("patient_id" is null) then 1 /* missing_parent.orphan patient_id */
        when ("order_number" is null) then 2 /* validation_failure.required order_number */
        when ("course_type" is null) then 3 /* validation_failure.required course_type */
        when ("status" is null) then 4 /* validation_failure.required status */
        when ("current_state" is null) then 5 /* validation_failure.required current_state */
        when ("currency" is null) then 6 /* validation_failure.required currency */
        when ("cbct" is null) then 7 /* validation_failure.required cbct */
        when ("accept_extraction" is null) then 8 /* validation_failure.required accept_extraction */
        when ("comprehensive" is null) then 9 /* validation_failure.required comprehensive */
        when ("exports" is null) then 10 /* validation_failure.required exports */
        when ("deleted" is null) then 11 /* validation_failure.required deleted */
        when ("metadata" is null) then 12 /* validation_failure.required metadata */
        when ("created_at" is null) then 13 /* validation_failure.required created_at */
        when ("updated_at" is null) then 14 /* validation_failure.required updated_at */
        when (not coalesce((amount >= (0)::numeric), true)) then 15 /* constraint_violation.check orders_amount_check */
        when (not coalesce((course_type = ANY (ARRAY['main'::text, 'refinement'::text, 'replacement'::text, 'any'::text, 'invoice'::text, 'merchandise'::text])), true)) then 16 /* constraint_violation.check orders_course_type_check */
        when (not coalesce((currency ~ '^[A-Z]{3}$'::text), true)) then 17 /* constraint_violation.check orders_currency_check */
        when (not coalesce((current_state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'in_production'::text, 'quality_check'::text, 'shipped'::text, 'delivered'::text, 'completed'::text, 'cancelled'::text, 'refunded'::text])), true)) then 18 /* constraint_violation.check orders_current_state_check */
        when (not coalesce((sequence_number >= 0), true)) then 19 /* constraint_violation.check orders_sequence_number_check */
        when (not coalesce(((shipped_at IS NULL) OR (status = 'shipped'::text)), true)) then 20 /* constraint_violation.check orders_shipped_at_check */
        when (not coalesce((status = ANY (ARRAY['no_product'::text, 'submitted'::text, 'approved'::text, 'in_production'::text, 'shipped'::text, 'add_plan'::text, 'on_hold'::text, 'cancelled'::text])), true)) then 21 /* constraint_violation.check orders_status_check */
        when (not coalesce((total_amount >= (0)::numeric), true)) then 22 /* constraint_violation.check orders_total_amount_check */
      end as "#judgement",
      (order_number) as "#unique:23:0",
      (practice_id) as "#unique:24:0",
      (order_number) as "#unique:24:1"
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
          and "#unique:23:0" is not null
          and (
            exists (
              select 1 as "one"
              from "public"."orders" as "h"
              where (order_number) = "judged"."#unique:23:0"
            )
            or row_number() over (
              partition by "#judgement", "#existing", "#unique:23:0"
              order by "#row"
            ) > 1
          )
        ) then 23 /* constraint_violation.unique orders_order_number_key */
        when (
          "#judgement" is null
          and "#existing" is null
          and "#unique:24:0" is not null
          and "#unique:24:1" is not null
          and (
            exists (
              select 1 as "one"
              from "public"."orders" as "h"
              where (
                (practice_id) = "judged"."#unique:24:0"
                and (order_number) = "judged"."#unique:24:1"
              )
            )
            or row_number() over (
              partition by "#judgement", "#existing", "#unique:24:0", "#unique:24:1"
              order by "#row"
            ) > 1
          )
        ) then 24 /* constraint_violation.unique orders_practice_id_order_number_key */
      end as "#verdict"
    from "judged"
  ),
  "signed" as (
    insert into "pg_temp"."#stage_orders" (
      "#key",
      "legacy_instruction_id",
      "order_number",
      "patient_id",
      "case_id",
      "practice_id",
      "doctor_id",
      "office_id",
      "course_id",
      "sequence_number",
      "course_type",
      "status",
      "current_state",
      "amount",
      "total_amount",
      "currency",
      "notes",
      "complaint",
      "objective",
      "conditions",
      "scanner_notes",
      "cbct",
      "accept_extraction",
      "comprehensive",
      "suffix",
      "exports",
      "submitted_at",
      "approved_at",
      "shipped_at",
      "deleted",
      "metadata",
      "created_at",
      "updated_at"
    )
    select
      "#key",
      "legacy_instruction_id",
      "order_number",
      "patient_id",
      "case_id",
      "practice_id",
      "doctor_id",
      "office_id",
      "course_id",
      "sequence_number",
      "course_type",
      "status",
      "current_state",
      "amount",
      "total_amount",
      "currency",
      "notes",
      "complaint",
      "objective",
      "conditions",
      "scanner_notes",
      "cbct",
      "accept_extraction",
      "comprehensive",
      "suffix",
      "exports",
      "submitted_at",
      "approved_at",
      "shipped_at",
      "deleted",
      "metadata",
      "created_at",
      "updated_at"
    from "pg_temp"."#stage_orders"
    where "#row" between 1 and 500
    fetch next 1 rows only
    returning "xmin"
  ),
  "inserted" as (
    insert into "public"."orders" (
      "id",
      "legacy_instruction_id",
      "order_number",
      "patient_id",
      "case_id",
      "practice_id",
      "doctor_id",
      "office_id",
      "course_id",
      "sequence_number",
      "course_type",
      "status",
      "current_state",
      "amount",
      "total_amount",
      "currency",
      "notes",
      "complaint",
      "objective",
      "conditions",
      "scanner_notes",
      "cbct",
      "accept_extraction",
      "comprehensive",
      "suffix",
      "exports",
      "submitted_at",
      "approved_at",
      "shipped_at",
      "deleted",
      "metadata",
      "created_at",
      "updated_at"
    )
    select
      "#id",
      "legacy_instruction_id",
      "order_number",
      "patient_id",
      "case_id",
      "practice_id",
      "doctor_id",
      "office_id",
      "course_id",
      "sequence_number",
      "course_type",
      "status",
      "current_state",
      "amount",
      "total_amount",
      "currency",
      "notes",
      "complaint",
      "objective",
      "conditions",
      "scanner_notes",
      "cbct",
      "accept_extraction",
      "comprehensive",
      "suffix",
      "exports",
      "submitted_at",
      "approved_at",
      "shipped_at",
      "deleted",
      "metadata",
      "created_at",
      "updated_at"
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
      'orders',
      2,
      3,
      1,
      'dispatch_instruction',
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
    select 'run-1', 'orders', 'dispatch_instruction', settled."#key", 'orders', settled."#id", w.*
    from settled
    cross join lateral (values
      (
        'case_id',
        'cases',
        'legacy_patient_id',
        case
          when (
            "settled"."case_id" is null
            and "settled"."#ref:case_id" is not null
          ) then cast("settled"."#ref:case_id" as text)
        end
      ),
      (
        'practice_id',
        'practices',
        'legacy_office_id',
        case
          when (
            "settled"."practice_id" is null
            and "settled"."#ref:practice_id" is not null
          ) then cast("settled"."#ref:practice_id" as text)
        end
      ),
      (
        'doctor_id',
        'doctors',
        'legacy_user_id',
        case
          when (
            "settled"."doctor_id" is null
            and "settled"."#ref:doctor_id" is not null
          ) then cast("settled"."#ref:doctor_id" as text)
        end
      ),
      (
        'office_id',
        'offices',
        'legacy_office_id',
        case
          when (
            "settled"."office_id" is null
            and "settled"."#ref:office_id" is not null
          ) then cast("settled"."#ref:office_id" as text)
        end
      ),
      (
        'course_id',
        'courses',
        'legacy_course_id',
        case
          when (
            "settled"."course_id" is null
            and "settled"."#ref:course_id" is not null
          ) then cast("settled"."#ref:course_id" as text)
        end
      )
    ) w (
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
  array[
    count(*) filter (where (
      "#verdict" is null
      and "#existing" is null
      and "settled"."case_id" is null
      and "settled"."#ref:case_id" is not null
    )),
    count(*) filter (where (
      "#verdict" is null
      and "#existing" is null
      and "settled"."practice_id" is null
      and "settled"."#ref:practice_id" is not null
    )),
    count(*) filter (where (
      "#verdict" is null
      and "#existing" is null
      and "settled"."doctor_id" is null
      and "settled"."#ref:doctor_id" is not null
    )),
    count(*) filter (where (
      "#verdict" is null
      and "#existing" is null
      and "settled"."office_id" is null
      and "settled"."#ref:office_id" is not null
    )),
    count(*) filter (where (
      "#verdict" is null
      and "#existing" is null
      and "settled"."course_id" is null
      and "settled"."#ref:course_id" is not null
    ))
  ] as "links"
from "settled";

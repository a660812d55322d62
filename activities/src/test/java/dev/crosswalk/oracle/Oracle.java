package dev.crosswalk.oracle;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/**
 * The second opinion: one row after the other goes into tables like the target's, and PostgreSQL
 * itself says what it has against it. It knows nothing of batches, chunks, staging or verdicts, and
 * shares no SQL with the engine. It stands in schema {@code oracle} of the legacy database.
 */
final class Oracle {
  private static final String BOOKS =
      """
      create schema oracle;

      create table oracle.outcome (
        run text, entity text, key text, outcome text, code text, primary key (run, entity, key));

      create table oracle.waiting (entity text, key text, primary key (entity, key));

      create table oracle.deferred (
        entity text, key text, parent text, lost boolean, no serial, primary key (entity, key));

      create table oracle.pending (
        entity text, name text, id uuid, target text, parent text, parent_target text, value text,
        primary key (entity, name, id));

      create function oracle.refuse(reason text) returns text language plpgsql as $$
      begin
        raise exception using errcode = 'XX' || upper(left(reason, 3)), message = reason;
      end $$;

      create function oracle.code(state text) returns text immutable language sql as $$
        select case state
          when 'XXVOC' then 'validation_failure.vocabulary'
          when 'XXKEY' then 'constraint_violation.key_taken'
          when 'XXPAR' then 'missing_parent'
          when 'XXREQ' then 'validation_failure.required'
          when '22P02' then 'schema_mismatch.type'
          when '22003' then 'schema_mismatch.range'
          when '22001' then 'schema_mismatch.length'
          when '22007' then 'validation_failure.format'
          when '22008' then 'validation_failure.format'
          when '23502' then 'validation_failure.required'
          when '23514' then 'constraint_violation.check'
          when '23505' then 'constraint_violation.unique'
          else 'no code for ' || state
        end
      $$;

      create function oracle.book(
        run text, entity text, key text, outcome text, code text, parent text, lost boolean)
      returns void language sql as $$
        insert into oracle.outcome values (run, entity, key, outcome, code) on conflict do nothing;
        delete from oracle.waiting w where w.entity = book.entity and w.key = book.key
          and outcome not in ('rejected', 'deferred');
        insert into oracle.waiting select entity, key where outcome in ('rejected', 'deferred')
        on conflict do nothing;
        delete from oracle.deferred d where d.entity = book.entity and d.key = book.key
          and outcome <> 'deferred';
        insert into oracle.deferred select entity, key, parent, lost where outcome = 'deferred'
        on conflict on constraint deferred_pkey do update set parent = excluded.parent;
      $$;

      create function oracle.fill(of_entity text) returns void language plpgsql as $$
      declare
        p record;
        found_parent uuid;
      begin
        for p in
          select * from oracle.pending w where w.parent = of_entity or w.entity = of_entity
        loop
          execute format('select id from oracle.%I where legacy_id::text = $1', p.parent_target)
          into found_parent using p.value;
          if found_parent is not null then
            execute format(
              'update oracle.%1$I set %2$I = $1 where id = $2 and %2$I is null', p.target, p.name)
            using found_parent, p.id;
            delete from oracle.pending w
            where w.entity = p.entity and w.name = p.name and w.id = p.id;
          end if;
        end loop;
      end $$;

      -- What was deferred in earlier runs comes when its parent has come, and then what waits for it.
      create function oracle.close(of_run text, of_entity text) returns void language plpgsql as $$
      declare
        reached text[] := array[of_entity];
        tried text[] := array[]::text[];
        next_entity text;
        d record;
      begin
        loop
          select w.entity into next_entity from oracle.deferred w
          where split_part(w.parent, ' ', 1) = any (reached)
            and not exists (
              select 1 from oracle.waiting o where o.entity || ' ' || o.key = w.parent)
            and w.entity || ' ' || w.key <> all (tried)
          order by w.no limit 1;
          exit when next_entity is null;
          for d in
            select * from oracle.deferred w
            where w.entity = next_entity and split_part(w.parent, ' ', 1) = any (reached)
              and not exists (
                select 1 from oracle.waiting o where o.entity || ' ' || o.key = w.parent)
              and w.entity || ' ' || w.key <> all (tried)
            order by w.no
          loop
            tried := tried || (d.entity || ' ' || d.key);
            execute format('select oracle.load_%s($1, $2, $3)', d.entity)
            using of_run || ' again', d.key, d.lost;
          end loop;
          perform oracle.fill(next_entity);
          reached := reached || next_entity;
        end loop;
        perform oracle.fill(of_entity);
      end $$;
      """;

  private Oracle() {}

  /** Tables and functions; to be run in the legacy database, before any run. */
  static String schema(List<RandomEntity> entities, String modernSql) {
    StringBuilder sql = new StringBuilder(BOOKS);
    sql.append("set search_path to oracle;\n").append(modernSql);
    sql.append("set search_path to public;\n");
    entities.forEach(entity -> sql.append(function(entity)));
    return sql.toString();
  }

  /** Migrates all rows of an entity. */
  static String run(RandomEntity entity, String run) {
    return "select oracle.load_%1$s('%2$s'); select oracle.close('%2$s', '%1$s');"
        .formatted(entity.entity(), run);
  }

  private static String function(RandomEntity entity) {
    return """
        create function oracle.load_%1$s(
          run text, one_key text default null, was_lost boolean default null) returns void language plpgsql as $f$
        declare
          r record;
          present record;
          state text;
          of_key text;
          v_id uuid;
          v_legacy_id %2$s;
        %3$s
        begin
          for r in
            select s.*, coalesce(was_lost, %4$s) as lost from public.%5$s s
            where one_key is null or s.id::text = one_key order by %6$s
          loop
            if r.gone then
              perform oracle.book(run, '%1$s', r.id::text, 'filtered', null, null, null);
              continue;
            end if;
            begin
              of_key := null;
              v_id := md5('%1$s ' || r.id)::uuid;
              v_legacy_id := r.id;
        %7$s
              select * into present from oracle.%8$s t where t.%9$s = v_%9$s;
              if present.id is not null and ('%9$s' = 'legacy_id' or present.id = v_id) then
        %10$s
              else
        %11$s
                insert into oracle.%8$s (id, legacy_id%12$s) values (v_id, v_legacy_id%13$s);
                perform oracle.book(run, '%1$s', r.id::text, 'inserted', null, null, null);
        %14$s
              end if;
            exception when others then
              state := sqlstate;
              if state = '23505' and exists (
                select 1 from oracle.%8$s t where t.%9$s = v_%9$s and t.id <> v_id)
              then
                state := 'XXKEY';
              end if;
              perform oracle.book(
                run, '%1$s', r.id::text,
                case when state = 'XXPAR' and exists (
                  select 1 from oracle.waiting w
                  where w.entity || ' ' || w.key = of_key) then 'deferred' else 'rejected' end,
                oracle.code(state), of_key, r.lost);
            end;
          end loop;
        end $f$;
        """
        .formatted(
            entity.entity(),
            entity.keyType(),
            lines(entity, column -> "v_%1$s %2$s;"),
            lost(entity),
            entity.source(),
            entity.keyOrder("s"),
            lines(entity, Oracle::word) + lines(entity, Oracle::value),
            entity.target(),
            entity.conflictKey(),
            compared(entity),
            lines(entity, Oracle::parent),
            names(entity, ", "),
            names(entity, ", v_"),
            pending(entity));
  }

  /** References that wait for their parents. */
  private static String pending(RandomEntity entity) {
    StringBuilder sql = new StringBuilder();
    for (RandomColumn column : entity.columns()) {
      RandomEntity parent = column.parent();
      if (parent != null && !column.hard()) {
        sql.append(
            """
            if v_%1$s is null and %2$s is not null then
              insert into oracle.pending
              values ('%3$s', '%1$s', v_id, '%4$s', '%5$s', '%6$s', (%2$s)::text)
              on conflict on constraint pending_pkey do update set value = excluded.value;
            end if;
            """
                .formatted(
                    column.name(),
                    column.cleansed(),
                    entity.entity(),
                    entity.target(),
                    parent.entity(),
                    parent.target()));
      }
    }
    return sql.toString();
  }

  /** One line for each column, with its name, type, cleansed value, and parent. */
  private static String lines(RandomEntity entity, Function<RandomColumn, String> line) {
    StringBuilder sql = new StringBuilder();
    for (RandomColumn column : entity.columns()) {
      RandomEntity parent = column.parent();
      sql.append(
          line.apply(column)
              .formatted(
                  column.name(),
                  column.type(),
                  column.cleansed(),
                  parent == null ? "" : parent.target(),
                  parent == null ? "" : parent.entity()));
      sql.append('\n');
    }
    return sql.toString();
  }

  private static String names(RandomEntity entity, String prefix) {
    return entity.columns().stream().map(column -> prefix + column.name()).collect(joining());
  }

  /** Codes are looked up before anything is cast. */
  private static String word(RandomColumn column) {
    return column.name().equals("kind") ? "v_kind := %3$s;" : "";
  }

  /** Assigning casts, as the target's column would. */
  private static String value(RandomColumn column) {
    if (column.parent() != null) {
      return "v_%1$s := (select p.id from oracle.%4$s p where p.legacy_id = %3$s);";
    }
    return switch (column.name()) {
      case "kind" -> "";
      case "chip" -> "v_chip := case when not r.lost then r.chip end;";
      default -> "v_%1$s := %3$s;";
    };
  }

  private static String parent(RandomColumn column) {
    return column.hard()
        ? """
        if %3$s is null then perform oracle.refuse('required'); end if;
        if v_%1$s is null then
          of_key := '%5$s ' || %3$s;
          perform oracle.refuse('parent');
        end if;
        """
        : "";
  }

  private static String compared(RandomEntity entity) {
    StringBuilder waits = new StringBuilder();
    for (RandomColumn column : entity.columns()) {
      if (column.parent() != null && !column.hard()) {
        waits.append(
            """
            if present.%1$s is null and exists (
              select 1 from oracle.pending w
              where w.entity = '%2$s' and w.name = '%1$s' and w.id = present.id)
            then
              v_%1$s := null;
            end if;
            """
                .formatted(column.name(), entity.entity()));
      }
    }
    return waits
        + """
        perform oracle.book(run, '%1$s', r.id::text,
          case when (present.legacy_id%2$s) is distinct from (v_legacy_id%3$s)
            then 'existing_different' else 'existing_same' end, null, null, null);
        """
            .formatted(entity.entity(), names(entity, ", present."), names(entity, ", v_"));
  }

  /**
   * Whether a row loses its chip: a row of the target has it, or a row with a lower key claims it.
   */
  private static String lost(RandomEntity entity) {
    return entity.settles()
        ? """
        coalesce(
          (select h.legacy_id is distinct from s.id from oracle.%1$s h where h.chip = s.chip),
          exists (
            select 1 from public.%2$s o
            where o.chip = s.chip and not o.gone and %3$s < %4$s))
        """
            .formatted(entity.target(), entity.source(), entity.keyOrder("o"), entity.keyOrder("s"))
        : "false";
  }
}

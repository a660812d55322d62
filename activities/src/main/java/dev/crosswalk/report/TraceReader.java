package dev.crosswalk.report;

import dev.crosswalk.copy.Ids;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.Origin;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Follows one row through the ledger. Of the arrays of written rows only those are read whose batch
 * may hold the key, so a table of millions is as quick as a small one. For one thread, inside a
 * transaction.
 */
public final class TraceReader {
  private static final String NUMBER = "^-?[0-9]{1,18}$";

  /**
   * The batches that may hold a key, whichever way the keys of the entity are ordered; keys of
   * several parts are in no order that is a text's.
   */
  private static final String WRITTEN =
      """
      select w.chunk, w.batch, b.kind, %s as committed, %s as undone,
        w.ids[array_position(w.keys, {2})] as id
      from crosswalk.batch b
      join crosswalk.chunk c
        on c.run = b.run and c.entity = b.entity and c.no = b.chunk
      join crosswalk.written w
        on w.run = b.run and w.entity = b.entity and w.chunk = b.chunk and w.batch = b.batch
      cross join lateral (select coalesce(b.from_key, c.from_key) as low, b.to_key as high) k
      where b.run = {0} and b.entity = {1} and w.source_table = {4}
       and (
         b.chunk = 0 or not {5}
         or ((k.low is null or k.low collate "C" < {2}) and {2} <= k.high collate "C")
         or case when {2} ~ {3} and k.high ~ {3} and coalesce(k.low, '0') ~ {3} then
           (k.low is null or k.low::bigint < {2}::bigint) and {2}::bigint <= k.high::bigint
         else false end)
       and {2} = any (w.keys)
      order by b.undone_at nulls first
      """
          .formatted(LedgerQuery.utc("b.committed_at"), LedgerQuery.utc("b.undone_at"));

  private static final String UNDONE = " || case when undone then ', undone' else '' end";

  /** What else the ledger holds on a legacy row of an entity: tables and a sentence for each. */
  private static final Map<String, String> NOTES = new LinkedHashMap<>();

  static {
    NOTES.put(
        "reject",
        "disposition || ' with ' || code || coalesce(' on ' || column_name, '')"
            + " || coalesce(', waits for ' || parent_entity || ' ' || parent_key, '')"
            + " || ', ' || status || coalesce(' by ' || resolved_by, '')"
            + " || ', tried ' || attempt || ' times'");
    NOTES.put(
        "difference", "'differs from the source in ' || array_to_string(columns, ', ')" + UNDONE);
    NOTES.put(
        "claim",
        "'loses its ' || column_name || ' to '"
            + " || coalesce('key ' || winner_key, 'id ' || winner_id::text, 'another row')"
            + UNDONE);
    NOTES.put(
        "pending",
        "column_name || ' waits for ' || parent_entity || ' ' || parent_key || ', ' || status");
    NOTES.put(
        "association",
        "column_name || ' found by ' || coalesce(step || ' (' || method || ', ' || confidence || ')',"
            + " 'no step')"
            + UNDONE);
    NOTES.put(
        "before_image",
        "'updated in ' || array_to_string(columns, ', ') || ', batch ' || batch" + UNDONE);
    NOTES.put("review", "'review of ' || column_name || ': ' || reason || ', ' || status");
  }

  private final DSLContext sql;
  private final @Nullable String plan;
  private final Map<String, CompiledPlan> plans = new LinkedHashMap<>();

  /**
   * Prepares a search.
   *
   * @param plan only runs of this plan; null: all
   */
  public TraceReader(Connection target, @Nullable String plan) {
    this.sql = DSL.using(target, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    this.plan = plan;
  }

  /** A run's entity. */
  private record Place(
      String run,
      String plan,
      String digest,
      String entity,
      String source,
      String target,
      String status) {}

  /**
   * All that the ledger knows of a row, the latest run first.
   *
   * @param table a legacy table, with its key; or a new one, with its id
   */
  public List<Trace> of(String table, String key) {
    List<Trace> traces = new ArrayList<>();
    for (Place place : places("s.source_table", table)) {
      traces.add(trace(place, key));
    }
    UUID id = id(key);
    List<Place> made = id == null ? List.of() : places("e.target_table", table);
    for (Place place : made) {
      String legacy = legacyKey(place, String.valueOf(id));
      if (legacy != null) {
        traces.add(trace(place, legacy));
      }
    }
    if (traces.isEmpty()) {
      throw new Failure(
          ErrorCode.INPUT,
          made.isEmpty()
              ? "no run reads or writes a table '" + table + "' with such keys; known: " + tables()
              : "no run has written the row of '" + table + "' with this id");
    }
    return traces;
  }

  private static @Nullable UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException key) {
      return null;
    }
  }

  private List<Place> places(String column, String table) {
    return sql.fetch(
            """
            select e.run, r.plan, r.digest, e.entity, s.source_table, e.target_table, e.status
            from crosswalk.entity e
            join crosswalk.run r
              on r.run = e.run
            cross join lateral unnest(string_to_array(e.source_table, ', ')) s (source_table)
            where %s = {0} and r.plan = coalesce({1}, r.plan)
            order by r.started_at desc, e.no
            """
                .formatted(column),
            DSL.val(table),
            DSL.val(plan, String.class).cast(String.class))
        .map(
            row ->
                new Place(
                    LedgerQuery.text(row, "run"),
                    LedgerQuery.text(row, "plan"),
                    LedgerQuery.text(row, "digest"),
                    LedgerQuery.text(row, "entity"),
                    LedgerQuery.text(row, "source_table"),
                    LedgerQuery.text(row, "target_table"),
                    LedgerQuery.text(row, "status")));
  }

  private String tables() {
    return String.join(
        ", ",
        sql.fetch(
                "select unnest(string_to_array(source_table, ', ')) as name from crosswalk.entity"
                    + " union select target_table from crosswalk.entity"
                    + " where target_table is not null order by name")
            .map(row -> LedgerQuery.text(row, "name")));
  }

  private Entity entity(Place place) {
    return plans
        .computeIfAbsent(
            place.digest(),
            digest ->
                Library.load(
                    LedgerQuery.text(
                        sql.fetchSingle(
                            "select body from crosswalk.plan where digest = {0}", DSL.val(digest)),
                        "body")))
        .entity(place.entity())
        .at(place.source());
  }

  private Trace trace(Place place, String key) {
    List<String> notes = new ArrayList<>();
    Source source = entity(place).source();
    boolean ordered = source.key().size() == 1 && source.outputs().isEmpty();
    @Nullable String id = null;
    boolean written = false;
    for (Record row :
        sql.fetch(
            WRITTEN,
            DSL.val(place.run()),
            DSL.val(place.entity()),
            DSL.val(key),
            DSL.val(NUMBER),
            DSL.val(place.source()),
            DSL.val(ordered))) {
      Object undone = row.get("undone");
      notes.add(
          "written in chunk %s, batch %s (%s), %s%s"
              .formatted(
                  row.get("chunk"),
                  row.get("batch"),
                  row.get("kind"),
                  row.get("committed"),
                  undone == null ? "" : ", undone " + undone));
      if (undone == null) {
        written = true;
        id = LedgerQuery.text(row, "id");
      }
    }
    if (!written) {
      id = there(place, key);
    }
    NOTES.forEach(
        (table, sentence) ->
            sql.fetch(
                    "select %s as note from crosswalk.%s where run = {0} and entity = {1} and source_key = {2} and source_table = {3}"
                        .formatted(sentence, table),
                    DSL.val(place.run()),
                    DSL.val(place.entity()),
                    DSL.val(key),
                    DSL.val(place.source()))
                .forEach(row -> notes.add(LedgerQuery.text(row, "note"))));
    return new Trace(
        place.run(),
        place.plan(),
        place.entity(),
        place.source(),
        key,
        place.target(),
        id,
        disposition(place, key, written, id != null && holds(place, id)),
        notes);
  }

  private String disposition(Place place, String key, boolean written, boolean there) {
    Record open =
        sql.fetchOptional(
                "select disposition from crosswalk.reject where run = {0} and entity = {1}"
                    + " and source_key = {2} and source_table = {3} and status = 'open' limit 1",
                DSL.val(place.run()),
                DSL.val(place.entity()),
                DSL.val(key),
                DSL.val(place.source()))
            .orElse(null);
    if (open != null) {
      return LedgerQuery.text(open, "disposition");
    }
    if (written) {
      return there ? "inserted" : "inserted, and removed since";
    }
    if (there) {
      return "there already, or brought by another run";
    }
    return place.status().equals("rolled_back")
        ? "rolled back"
        : "not loaded: left out by an exclusion, not in the source, or beyond the planned keys";
  }

  /** A row that this run did not write: found by the id it would have, else by its conflict key. */
  private @Nullable String there(Place place, String key) {
    Entity entity = entity(place);
    String table = SourceSql.quoted(place.target().split("\\.", 2));
    String made = new Ids(entity.entity(), place.source()).id(key).toString();
    if (holds(place, made)) {
      return made;
    }
    if (!entity.conflictsOnKey()) {
      return null;
    }
    sql.execute("savepoint crosswalk_trace");
    try {
      return sql.fetchOptional(
              "select t.id::text as id from " + table + " t where " + Origin.is(entity, "t", key))
          .map(row -> LedgerQuery.text(row, "id"))
          .orElse(null);
    } catch (DataAccessException noSuchKey) {
      if (!String.valueOf(noSuchKey.sqlState()).startsWith("22")) {
        throw noSuchKey;
      }
      sql.execute("rollback to savepoint crosswalk_trace");
      return null;
    }
  }

  private boolean holds(Place place, String id) {
    String table = SourceSql.quoted(place.target().split("\\.", 2));
    return sql.fetchOptional("select 1 from " + table + " where id = {0}::uuid", DSL.val(id))
        .isPresent();
  }

  /** By what the row itself says, else by all that the run has written. */
  private @Nullable String legacyKey(Place place, String id) {
    Entity entity = entity(place);
    if (entity.conflictsOnKey()) {
      return sql.fetchOptional(
              "select %s as key from %s t where t.id = {0}::uuid"
                  .formatted(
                      Origin.key(entity, "t"), SourceSql.quoted(place.target().split("\\.", 2))),
              DSL.val(id))
          .map(row -> row.get("key", String.class))
          .orElse(null);
    }
    return sql.fetchOptional(
            "select keys[array_position(ids, {2}::uuid)] as key from crosswalk.written"
                + " where run = {0} and entity = {1} and source_table = {3}"
                + " and {2}::uuid = any (ids) limit 1",
            DSL.val(place.run()), DSL.val(place.entity()), DSL.val(id), DSL.val(place.source()))
        .map(row -> LedgerQuery.text(row, "key"))
        .orElse(null);
  }
}

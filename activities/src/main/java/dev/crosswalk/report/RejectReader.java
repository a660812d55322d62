package dev.crosswalk.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What the ledger tells about rows that could not be written. For one thread. */
public final class RejectReader {
  /** What is shown in place of personal data. */
  public static final String MASK = "***";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String COLUMNS =
      "r.id, r.run, r.entity, r.source_key, r.disposition, r.status, r.code, r.severity,"
          + " r.sqlstate, r.table_name, r.column_name, r.constraint_name, r.parent_entity,"
          + " r.parent_key, r.suggestion, r.attempt, r.resolved_by, "
          + LedgerQuery.utc("r.first_seen")
          + " as first_seen, "
          + LedgerQuery.utc("r.last_seen")
          + " as last_seen, "
          + LedgerQuery.utc("r.resolved_at")
          + " as resolved_at";

  private final DSLContext sql;

  public RejectReader(Connection target) {
    this.sql = DSL.using(target, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
  }

  /**
   * Rejects that are alike.
   *
   * @param rows how many there are
   * @param deferred rows that wait for them, directly or not
   */
  public record Pattern(
      String entity,
      String code,
      String severity,
      @Nullable String column,
      @Nullable String constraint,
      long rows,
      long deferred,
      String suggestion) {}

  /** A reject without the row's values. */
  public record Reject(
      long id,
      String run,
      String entity,
      String sourceKey,
      String disposition,
      String status,
      String code,
      String severity,
      @Nullable String sqlState,
      @Nullable String table,
      @Nullable String column,
      @Nullable String constraint,
      @Nullable String parentEntity,
      @Nullable String parentKey,
      String suggestion,
      int attempt,
      String firstSeen,
      String lastSeen,
      @Nullable String resolvedAt,
      @Nullable String resolvedBy) {}

  /** The first rejects of all that there are. */
  public record Page(long rows, List<Reject> rejects) {}

  /** What the source said for a column, or {@link #MASK}. */
  public record Value(String column, @Nullable String value) {}

  /** A reject with the row's values. */
  public record Shown(Reject reject, List<Value> values) {}

  /** The patterns of a run's open rejects, the most rows first. */
  public List<Pattern> patterns(String run, @Nullable String entity, @Nullable String code) {
    return sql.fetch(
            """
            select entity, code, severity, column_name, constraint_name, rows, deferred, suggestion
            from crosswalk.reject_pattern
            where run = {0} and entity = coalesce({1}, entity) and code = coalesce({2}, code)
            order by rows + deferred desc, entity, code, column_name, constraint_name
            """,
            DSL.val(run), text(entity), text(code))
        .map(
            row ->
                new Pattern(
                    LedgerQuery.text(row, "entity"),
                    LedgerQuery.text(row, "code"),
                    LedgerQuery.text(row, "severity"),
                    row.get("column_name", String.class),
                    row.get("constraint_name", String.class),
                    LedgerQuery.count(row, "rows"),
                    LedgerQuery.count(row, "deferred"),
                    LedgerQuery.text(row, "suggestion")));
  }

  /**
   * Rejects of a run, as they were found.
   *
   * @param status null: of any
   */
  public Page page(
      String run,
      @Nullable String entity,
      @Nullable String code,
      @Nullable String status,
      int limit) {
    String where =
        """
        from crosswalk.reject r
        where r.run = {0} and r.entity = coalesce({1}, r.entity) and r.code = coalesce({2}, r.code)
         and r.status = coalesce({3}, r.status)
        """;
    Record count =
        sql.fetchSingle(
            "select count(*) as rows " + where,
            DSL.val(run),
            text(entity),
            text(code),
            text(status));
    List<Reject> rejects =
        sql.fetch(
                "select " + COLUMNS + " " + where + " order by r.id limit {4}",
                DSL.val(run),
                text(entity),
                text(code),
                text(status),
                DSL.val(limit))
            .map(RejectReader::reject);
    return new Page(LedgerQuery.count(count, "rows"), rejects);
  }

  /** The numbers of a run's open rejects of one source row. */
  public List<Long> open(String run, String entity, String key) {
    return sql.fetch(
            """
            select id
            from crosswalk.reject
            where run = {0} and entity = {1} and source_key = {2} and status = 'open'
            order by id
            """,
            DSL.val(run), DSL.val(entity), DSL.val(key))
        .map(row -> LedgerQuery.count(row, "id"));
  }

  /**
   * All rejects of one source row, the latest first.
   *
   * @param unmasked whether personal data is shown
   */
  public List<Shown> shown(String entity, String key, boolean unmasked) {
    return sql.fetch(
            "select "
                + COLUMNS
                + ", r.source_values::text as source_values, p.body"
                + " from crosswalk.reject r join crosswalk.run u on u.run = r.run"
                + " join crosswalk.plan p on p.digest = u.digest"
                + " where r.entity = {0} and r.source_key = {1} order by r.id desc",
            DSL.val(entity),
            DSL.val(key))
        .map(row -> new Shown(reject(row), values(row, entity, unmasked)));
  }

  private static List<Value> values(Record row, String entityName, boolean unmasked) {
    Entity entity = Library.load(LedgerQuery.text(row, "body")).entity(entityName);
    List<Value> values = new ArrayList<>();
    try {
      JsonNode object = JSON.readTree(LedgerQuery.text(row, "source_values"));
      for (Column column : entity.columns()) {
        JsonNode value = object.get(column.name());
        if (value != null) {
          boolean open = unmasked || column.phi() == Column.Phi.NONE;
          String text = value.isNull() ? null : value.asText();
          values.add(new Value(column.name(), text == null || open ? text : MASK));
        }
      }
    } catch (JsonProcessingException impossible) {
      throw new Failure(
          ErrorCode.INTERNAL, "the values of a reject are no JSON; its row was changed by hand");
    }
    return values;
  }

  /** Notes, and commits, that somebody sees the values of these rows. */
  public void audit(String actor, List<Shown> rejects) {
    for (Shown shown : rejects) {
      sql.execute(
          "insert into crosswalk.audit (actor, action, object) values ({0}, {1}, {2})",
          DSL.val(actor),
          DSL.val("show values"),
          DSL.val("reject " + shown.reject().id() + " of " + shown.reject().entity()));
    }
  }

  private static org.jooq.Field<String> text(@Nullable String value) {
    return DSL.val(value, String.class).cast(String.class);
  }

  private static Reject reject(Record row) {
    return new Reject(
        LedgerQuery.count(row, "id"),
        LedgerQuery.text(row, "run"),
        LedgerQuery.text(row, "entity"),
        LedgerQuery.text(row, "source_key"),
        LedgerQuery.text(row, "disposition"),
        LedgerQuery.text(row, "status"),
        LedgerQuery.text(row, "code"),
        LedgerQuery.text(row, "severity"),
        row.get("sqlstate", String.class),
        row.get("table_name", String.class),
        row.get("column_name", String.class),
        row.get("constraint_name", String.class),
        row.get("parent_entity", String.class),
        row.get("parent_key", String.class),
        LedgerQuery.text(row, "suggestion"),
        row.get("attempt", int.class),
        LedgerQuery.text(row, "first_seen"),
        LedgerQuery.text(row, "last_seen"),
        row.get("resolved_at", String.class),
        row.get("resolved_by", String.class));
  }
}

package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.workflows.Counts;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertQuery;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * One chunk's side of the ledger, on the connection that also writes the rows, so that both commit
 * together. For one thread.
 */
public final class ChunkLedger {
  /**
   * The number of the fence that stands for an entity as a whole: who writes something that is no
   * chunk's holds this one. It covers no keys and is never done.
   */
  public static final int CLOSING = 0;

  private final DSLContext sql;
  private final String run;
  private final String entity;
  private final int chunk;

  public ChunkLedger(Connection target, String run, String entity, int chunk) {
    this.sql = on(target);
    this.run = run;
    this.entity = entity;
    this.chunk = chunk;
  }

  /**
   * A chunk as the ledger knows it.
   *
   * @param sourceTable the key table that its keys are of
   * @param batches how many are committed
   */
  public record Position(
      String sourceTable,
      @Nullable String fromKey,
      String toKey,
      @Nullable String atKey,
      long epoch,
      boolean done,
      OffsetDateTime movedAt,
      int batches) {}

  /** Ends the backend of the chunk's last writer; only for who has waited long enough. */
  public void terminateWriter() {
    terminate(sql, own(NO));
  }

  /** A process number is used again after a restart: somebody else's session is left alone. */
  static void terminate(DSLContext sql, Condition chunks) {
    sql.select(DSL.field("pg_terminate_backend({0})", Boolean.class, WRITER_PID))
        .from(CHUNK)
        .where(
            chunks
                .and(DONE.isFalse())
                .and(WRITER_PID.ne(DSL.field("pg_backend_pid()", Integer.class)))
                .and(
                    "exists (select from pg_stat_activity a where a.pid = writer_pid"
                        + " and a.datname = current_database() and a.usename = session_user)"))
        .fetch();
  }

  /** Where the chunk stands, after noting this connection as its writer. */
  public Position enter(long epoch) {
    int held =
        sql.update(CHUNK)
            .set(WRITER_PID, DSL.field("pg_backend_pid()", Integer.class))
            .where(own(NO).and(EPOCH.eq(epoch)).and(DONE.isFalse()))
            .execute();
    Record row =
        sql.select(SOURCE_TABLE, FROM_KEY, TO_KEY, AT_KEY, EPOCH, DONE, MOVED_AT)
            .from(CHUNK)
            .where(own(NO))
            .fetchOne();
    if (row == null) {
      throw new Failure(ErrorCode.INTERNAL, "chunk " + chunk + " of '" + entity + "' is unknown");
    }
    if (held == 0 && !row.get(DONE)) {
      throw stale();
    }
    int batches = sql.fetchCount(BATCH, own(CHUNK_NO));
    return new Position(
        row.get(SOURCE_TABLE),
        row.get(FROM_KEY),
        row.get(TO_KEY),
        row.get(AT_KEY),
        row.get(EPOCH),
        row.get(DONE),
        row.get(MOVED_AT),
        batches);
  }

  /** Sets how many rows the key table has in the whole range. */
  public void source(long rows, long epoch) {
    int held = sql.update(CHUNK).set(SOURCE, rows).where(own(NO).and(EPOCH.eq(epoch))).execute();
    if (held == 0) {
      throw stale();
    }
  }

  /**
   * The fence: moves the chunk on if nobody else has moved it, or raised its epoch. The row stays
   * locked until the transaction ends, so a writer that comes second finds itself stale.
   */
  public void advance(long epoch, @Nullable String from, @Nullable String to, boolean done) {
    int moved =
        sql.update(CHUNK)
            .set(AT_KEY, to)
            .set(DONE, done)
            .set(MOVED_AT, DSL.field("clock_timestamp()", OffsetDateTime.class))
            .where(
                own(NO)
                    .and(EPOCH.eq(epoch))
                    .and(DONE.isFalse())
                    .and(from == null ? AT_KEY.isNull() : AT_KEY.eq(from)))
            .execute();
    if (moved != 1) {
      throw stale();
    }
  }

  /** The fence of who moves no key: fails, or locks it until the transaction ends. */
  public void hold(long epoch) {
    advance(epoch, null, null, false);
  }

  /**
   * Waits for who else works under this number, and keeps others out until the transaction ends.
   *
   * @return how many batches are committed under it
   */
  public int join() {
    sql.select(NO).from(CHUNK).where(own(NO)).forUpdate().fetch();
    return sql.fetchCount(BATCH, own(CHUNK_NO));
  }

  private Failure stale() {
    String what = chunk == CLOSING ? "the closing" : "chunk " + chunk;
    return new Failure(
        ErrorCode.STALE,
        what + " of '" + entity + "' belongs to a newer attempt; nothing was written");
  }

  /** The rows of a source that lose a unique value, with the columns they lose. */
  public Map<String, Set<String>> losers(String sourceTable) {
    Map<String, Set<String>> losers = new TreeMap<>();
    sql.select(SOURCE_KEY, COLUMN_NAME)
        .from(CLAIM)
        .where(entityOnly().and(SOURCE_TABLE.eq(sourceTable)).and(UNDONE.isFalse()))
        .forEach(
            row ->
                losers
                    .computeIfAbsent(row.get(SOURCE_KEY), any -> new TreeSet<>())
                    .add(row.get(COLUMN_NAME)));
    return losers;
  }

  /** Those of the keys whose rows, of these tables, the parent has rejected or deferred. */
  public Set<String> openRejects(String parent, List<String> tables, List<String> keys) {
    TreeSet<String> open = new TreeSet<>();
    sql.select(SOURCE_KEY)
        .from(REJECT)
        .where(
            ENTITY_NAME
                .eq(parent)
                .and(STATUS.eq("open"))
                .and(SOURCE_TABLE.in(tables))
                .and(SOURCE_KEY.in(Listed.rows(String.class, keys.toArray(String[]::new)))))
        .forEach(row -> open.add(row.get(SOURCE_KEY)));
    return open;
  }

  /** A row that could not be written. Values are those of the source, by column. */
  public record Reject(
      String sourceTable,
      String sourceKey,
      boolean deferred,
      ErrorCode code,
      @Nullable String sqlState,
      @Nullable String table,
      @Nullable String column,
      @Nullable String constraint,
      @Nullable String parentEntity,
      @Nullable String parentKey,
      String values) {}

  /** Writes rejects and returns how many the ledger took. */
  public int rejects(List<Reject> rejects, int batch, int attempt) {
    InsertQuery<Record> insert = sql.insertQuery(REJECT);
    for (Reject reject : rejects) {
      insert.newRecord();
      insert.addValue(RUN_ID, run);
      insert.addValue(ENTITY_NAME, entity);
      insert.addValue(SOURCE_TABLE, reject.sourceTable());
      insert.addValue(SOURCE_KEY, reject.sourceKey());
      insert.addValue(CHUNK_NO, chunk);
      insert.addValue(BATCH_NO, batch);
      insert.addValue(DISPOSITION, reject.deferred() ? "deferred" : "rejected");
      insert.addValue(CODE, reject.code().key());
      insert.addValue(SEVERITY, reject.code().severity().name().toLowerCase(java.util.Locale.ROOT));
      insert.addValue(SQLSTATE, reject.sqlState());
      insert.addValue(TABLE_NAME, reject.table());
      insert.addValue(COLUMN_NAME, reject.column());
      insert.addValue(CONSTRAINT_NAME, reject.constraint());
      insert.addValue(PARENT_ENTITY, reject.parentEntity());
      insert.addValue(PARENT_KEY, reject.parentKey());
      insert.addValue(SUGGESTION, reject.code().suggestion());
      insert.addValue(
          DSL.field(DSL.name("source_values"), SQLDataType.JSONB), JSONB.valueOf(reject.values()));
      insert.addValue(ATTEMPT, attempt);
    }
    replaceUndone(insert);
    return rejects.isEmpty() ? 0 : insert.execute();
  }

  /** A row that was rejected before its entity was rolled back is told anew. */
  private static void replaceUndone(InsertQuery<Record> insert) {
    insert.onConflict(RUN_ID, ENTITY_NAME, SOURCE_TABLE, SOURCE_KEY);
    insert.onDuplicateKeyUpdate(true);
    for (Field<?> field :
        List.of(
            CHUNK_NO,
            BATCH_NO,
            DISPOSITION,
            CODE,
            SEVERITY,
            SQLSTATE,
            TABLE_NAME,
            COLUMN_NAME,
            CONSTRAINT_NAME,
            PARENT_ENTITY,
            PARENT_KEY,
            SUGGESTION,
            DSL.field(DSL.name("source_values"), SQLDataType.JSONB),
            ATTEMPT)) {
      replace(insert, field);
    }
    insert.addValueForUpdate(STATUS, "open");
    insert.addConditions(DSL.field(DSL.name("reject", "status"), String.class).eq("undone"));
  }

  private static <T> void replace(InsertQuery<Record> insert, Field<T> field) {
    insert.addValueForUpdate(field, DSL.excluded(field));
  }

  /** Counts what cleansing did: by column and rule, and what came of it. */
  public void ruleChanges(List<RuleChange> changes, int batch) {
    InsertQuery<Record> insert = sql.insertQuery(RULE_CHANGE);
    for (RuleChange change : changes) {
      insert.newRecord();
      insert.addValue(RUN_ID, run);
      insert.addValue(ENTITY_NAME, entity);
      insert.addValue(CHUNK_NO, chunk);
      insert.addValue(BATCH_NO, batch);
      insert.addValue(COLUMN_NAME, change.column());
      insert.addValue(RULE, change.rule());
      insert.addValue(OUTCOME, change.outcome());
      insert.addValue(ROWS, change.rows());
    }
    if (!changes.isEmpty()) {
      insert.execute();
    }
  }

  /**
   * How often a rule did something.
   *
   * @param outcome changed, rejected, or the tag that was given
   */
  public record RuleChange(String column, String rule, String outcome, long rows) {}

  /** Counts the rows that were left out, by the name of the exclusion. */
  public void filtered(Map<String, Long> rows, int batch) {
    InsertQuery<Record> insert = sql.insertQuery(FILTERED);
    for (Map.Entry<String, Long> excluded : rows.entrySet()) {
      insert.newRecord();
      insert.addValue(RUN_ID, run);
      insert.addValue(ENTITY_NAME, entity);
      insert.addValue(CHUNK_NO, chunk);
      insert.addValue(BATCH_NO, batch);
      insert.addValue(NAME, excluded.getKey());
      insert.addValue(ROWS, excluded.getValue());
    }
    if (!rows.isEmpty()) {
      insert.execute();
    }
  }

  /** A row that differs and was not overwritten, and the columns in which it does. */
  public record Difference(
      String sourceTable, String sourceKey, String targetId, List<String> columns) {}

  /** Keeps the first hundred differences of the entity. */
  public void differences(List<Difference> differences) {
    int kept =
        differences.isEmpty() ? 0 : sql.fetchCount(DIFFERENCE, entityOnly().and(UNDONE.isFalse()));
    Field<String[]> columns = DSL.field(DSL.name("columns"), SQLDataType.CLOB.array());
    List<Query> queries = new ArrayList<>();
    for (Difference difference :
        differences.subList(0, Math.min(100 - Math.min(kept, 100), differences.size()))) {
      queries.add(
          sql.insertInto(DIFFERENCE)
              .set(RUN_ID, run)
              .set(ENTITY_NAME, entity)
              .set(SOURCE_TABLE, difference.sourceTable())
              .set(SOURCE_KEY, difference.sourceKey())
              .set(
                  DSL.field(DSL.name("target_id"), SQLDataType.UUID),
                  java.util.UUID.fromString(difference.targetId()))
              .set(columns, difference.columns().toArray(String[]::new))
              .onConflict(RUN_ID, ENTITY_NAME, SOURCE_TABLE, SOURCE_KEY) // told before a replay
              .doUpdate()
              .set(columns, difference.columns().toArray(String[]::new))
              .set(UNDONE, false));
    }
    sum(queries);
  }

  /** Asks a person about every column that was kept. */
  public void reviews(List<Difference> differences, String reason) {
    List<String> tables = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (Difference difference : differences) {
      for (String column : difference.columns()) {
        tables.add(difference.sourceTable());
        keys.add(difference.sourceKey());
        columns.add(column);
      }
    }
    sql.insertInto(REVIEW, RUN_ID, ENTITY_NAME, SOURCE_TABLE, SOURCE_KEY, COLUMN_NAME, REASON)
        .select(
            DSL.select(
                    DSL.val(run),
                    DSL.val(entity),
                    SOURCE_TABLE,
                    SOURCE_KEY,
                    COLUMN_NAME,
                    DSL.val(reason))
                .from(
                    "unnest({0}, {1}, {2}) as kept (source_table, source_key, column_name)",
                    DSL.val(tables.toArray(String[]::new)),
                    DSL.val(keys.toArray(String[]::new)),
                    DSL.val(columns.toArray(String[]::new))))
        .onConflictDoNothing()
        .execute();
  }

  /** The batch's account. */
  public void batch(
      int batch, @Nullable String from, @Nullable String to, Counts counts, int attempt) {
    book("load", batch, from, to, counts, attempt);
  }

  /** The account of rows that were written at another attempt than the first. */
  public void replayed(int batch, Counts counts, int attempt) {
    book("replay", batch, null, null, counts, attempt);
  }

  /** The account of references that were filled: no row was read. */
  int backfilled() {
    int batch = join() + 1;
    book("backfill", batch, null, null, Counts.NONE, 1);
    return batch;
  }

  private void book(
      String kind,
      int batch,
      @Nullable String from,
      @Nullable String to,
      Counts counts,
      int attempt) {
    sql.insertInto(BATCH)
        .set(RUN_ID, run)
        .set(ENTITY_NAME, entity)
        .set(CHUNK_NO, chunk)
        .set(BATCH_NO, batch)
        .set(KIND, kind)
        .set(FROM_KEY, from)
        .set(TO_KEY, to)
        .set(READ, counts.read())
        .set(FILTERED_ROWS, counts.filtered())
        .set(INSERTED, counts.inserted())
        .set(UPDATED, counts.updated())
        .set(EXISTING_SAME, counts.existingSame())
        .set(EXISTING_DIFFERENT, counts.existingDifferent())
        .set(REJECTED, counts.rejected())
        .set(DEFERRED, counts.deferred())
        .set(ATTEMPT, attempt)
        .execute();
  }

  private int sum(List<Query> queries) {
    if (queries.isEmpty()) {
      return 0;
    }
    int total = 0;
    for (int rows : sql.batch(queries).execute()) {
      total += rows;
    }
    return total;
  }

  private Condition own(org.jooq.Field<Integer> number) {
    return entityOnly().and(number.eq(chunk));
  }

  private Condition entityOnly() {
    return RUN_ID.eq(run).and(ENTITY_NAME.eq(entity));
  }
}

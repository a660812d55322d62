package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Check;
import dev.crosswalk.workflows.Counts;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep7;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One entity's side of the ledger. The caller commits. For one thread. */
public final class EntityLedger {
  private static final org.jooq.Field<String> CURRENT_XID =
      DSL.field("pg_current_xact_id()::xid", String.class);

  private final DSLContext sql;
  private final String run;
  private final String entity;

  public EntityLedger(Connection target, String run, String entity) {
    this.sql = on(target);
    this.run = run;
    this.entity = entity;
  }

  /** The source of a chunk, its upper end, and the rows in it. */
  public record Cut(String sourceTable, String toKey, long rows) {}

  /** Whether the chunks are planned; nobody unplans them. */
  public boolean planned() {
    return Boolean.TRUE.equals(sql.select(PLANNED).from(ENTITY).where(own()).fetchOne(PLANNED));
  }

  /** Locks the entity's row until the transaction ends; tells whether its chunks are planned. */
  public boolean lock() {
    Record row = sql.select(PLANNED).from(ENTITY).where(own()).forUpdate().fetchOne();
    if (row == null) {
      throw new Failure(ErrorCode.INTERNAL, "run '" + run + "' has no entity '" + entity + "'");
    }
    return row.get(PLANNED);
  }

  /** Writes the plan of the chunks: one source after the other, each in the order of its keys. */
  public void plan(List<Cut> cuts) {
    long total = 0;
    Map<String, String> from = new HashMap<>();
    InsertValuesStep7<Record, String, String, Integer, String, String, String, Long> insert =
        sql.insertInto(CHUNK, RUN_ID, ENTITY_NAME, NO, SOURCE_TABLE, FROM_KEY, TO_KEY, EPOCH);
    int before = sql.fetchCount(CHUNK, own().and(NO.ne(ChunkLedger.CLOSING))); // all are undone
    for (int no = 0; no < cuts.size(); no++) {
      Cut cut = cuts.get(no);
      String table = cut.sourceTable();
      insert = insert.values(run, entity, before + no + 1, table, from.get(table), cut.toKey(), 0L);
      from.put(table, cut.toKey());
      total += cut.rows();
    }
    insert
        .values(run, entity, ChunkLedger.CLOSING, "", null, "", 0L)
        .onConflictDoNothing() // a rollback has left it
        .execute();
    sql.update(ENTITY).set(PLANNED, true).set(PLANNED_ROWS, total).where(own()).execute();
  }

  /** Keeps the columns of the target's table in their order: how before-images are to be read. */
  public void targetColumns(List<String> columns) {
    sql.update(ENTITY).set(TARGET_COLUMNS, columns.toArray(String[]::new)).where(own()).execute();
  }

  /**
   * Raises the epoch of the entity and its open chunks: older writers are stale from then on. Waits
   * for a batch in flight as long as {@code lock_timeout} lets it.
   */
  public long raiseEpoch() {
    Record row =
        sql.update(ENTITY)
            .set(EPOCH, EPOCH.plus(1))
            .set(CHANGED_AT, now())
            .where(own())
            .returning(EPOCH)
            .fetchOne();
    if (row == null) {
      throw new Failure(ErrorCode.INTERNAL, "run '" + run + "' has no entity '" + entity + "'");
    }
    long epoch = row.get(EPOCH);
    sql.update(CHUNK).set(EPOCH, epoch).where(own().and(DONE.isFalse())).execute();
    return epoch;
  }

  /** Ends the backends of writers that hold open chunks; only for who has waited long enough. */
  public void terminateWriters() {
    ChunkLedger.terminate(sql, own());
  }

  /**
   * What the budget of the entity is about.
   *
   * @param planned rows of the key tables when the chunks were planned
   */
  public record Rejected(long planned, List<Code> codes) {
    /** How many rows were rejected with a code since a person has accepted others. */
    public record Code(String code, long rows) {}
  }

  /** The rejected rows that nobody has accepted. */
  public Rejected rejected() {
    List<Rejected.Code> codes =
        sql.fetch(
                """
                select r.code, count(*) as rows
                from crosswalk.reject r
                join crosswalk.entity e on e.run = r.run and e.entity = r.entity
                where r.run = {0} and r.entity = {1} and r.disposition = 'rejected'
                 and r.status = 'open' and r.id > e.accepted
                group by r.code
                order by r.code
                """,
                DSL.val(run), DSL.val(entity))
            .map(
                row ->
                    new Rejected.Code(row.get("code", String.class), row.get("rows", long.class)));
    Long planned = sql.select(PLANNED_ROWS).from(ENTITY).where(own()).fetchOne(PLANNED_ROWS);
    return new Rejected(planned == null ? 0 : planned, codes);
  }

  /** Whoever opens an entity again that its budget has stopped accepts what was rejected. */
  public void acceptRejects() {
    sql.execute(
        """
        update crosswalk.entity
        set accepted = coalesce((
          select max(id) from crosswalk.reject where run = {0} and entity = {1}), 0)
        where run = {0} and entity = {1} and status = 'failed' and code in ({2}, {3})
        """,
        DSL.val(run),
        DSL.val(entity),
        DSL.val(ErrorCode.TOLERANCE.key()),
        DSL.val(ErrorCode.ROLLBACK_THRESHOLD.key()));
  }

  public int chunks() {
    return sql.fetchCount(CHUNK, ownChunks());
  }

  public List<Integer> openChunks() {
    return sql.select(NO).from(CHUNK).where(ownChunks().and(DONE.isFalse())).orderBy(NO).fetch(NO);
  }

  /** The highest key that was planned, by key table; a table without a row has none. */
  public Map<String, String> lastKeys() {
    Map<String, String> last = new HashMap<>();
    sql.select(SOURCE_TABLE, TO_KEY)
        .from(CHUNK)
        .where(ownChunks())
        .orderBy(NO)
        .forEach(row -> last.put(row.get(SOURCE_TABLE), row.get(TO_KEY)));
    return last;
  }

  /**
   * Notes that a placeholder is needed; false when somebody has noted it before. Who noted it first
   * makes the others wait until its transaction ends.
   *
   * @param parent the entity that the placeholder belongs to
   */
  public boolean announce(String parent, String placeholder, String table, UUID id) {
    return sql.insertInto(PLACEHOLDER)
            .set(RUN_ID, run)
            .set(ENTITY_NAME, parent)
            .set(NAME, placeholder)
            .set(TARGET_TABLE, table)
            .set(TARGET_ID, id)
            .set(WRITTEN_HERE, false)
            .onConflict(RUN_ID, ENTITY_NAME, NAME)
            .doUpdate()
            .set(WRITTEN_HERE, false)
            .set(UNDONE, false)
            .where(DSL.field(DSL.name("placeholder", "undone"), Boolean.class).isTrue())
            .execute()
        == 1;
  }

  /** Notes that the placeholder was not there before. */
  public void wrote(String parent, String placeholder) {
    sql.update(PLACEHOLDER)
        .set(WRITTEN_HERE, true)
        .set(DSL.field(DSL.name("xid"), String.class), CURRENT_XID)
        .where(RUN_ID.eq(run).and(ENTITY_NAME.eq(parent)).and(NAME.eq(placeholder)))
        .execute();
  }

  /** The status that the ledger holds. */
  public String status() {
    return String.valueOf(sql.select(STATUS).from(ENTITY).where(own()).fetchOne(STATUS));
  }

  /** Sets a status; the first {@code migrating} sets the beginning. */
  public void status(String status) {
    sql.update(ENTITY)
        .set(STATUS, status)
        .set(CODE, (String) null)
        .set(REASON, (String) null)
        .set(STARTED_AT, DSL.coalesce(STARTED_AT, now()))
        .set(CHANGED_AT, now())
        .where(own())
        .execute();
  }

  /** Closes the entity's books. */
  public void close(long late) {
    sql.update(ENTITY)
        .set(LATE, late)
        .set(ENDED_AT, now())
        .set(STATUS, "completed")
        .set(CHANGED_AT, now())
        .where(own())
        .execute();
  }

  /** Whether something of the entity was rolled back in this run. */
  public boolean wasUndone() {
    return sql.fetchExists(
        BATCH, own().and(DSL.field(DSL.name("undone_at"), OffsetDateTime.class).isNotNull()));
  }

  /** The entity's accounts, summed from its batches. */
  public Counts counts() {
    Record row = sql.select(DSL.asterisk()).from(ACCOUNTING).where(own()).fetchOne();
    Long late = sql.select(LATE).from(ENTITY).where(own()).fetchOne(LATE);
    if (row == null || late == null) {
      return Counts.NONE;
    }
    return new Counts(
        row.get(SOURCE),
        row.get(FILTERED_ROWS),
        row.get(READ),
        row.get(INSERTED),
        row.get(UPDATED),
        row.get(EXISTING_SAME),
        row.get(EXISTING_DIFFERENT),
        row.get(REJECTED),
        row.get(DEFERRED),
        late);
  }

  /** Whether the view {@code crosswalk.accounting} calls the entity balanced. */
  public boolean balanced() {
    return Boolean.TRUE.equals(
        sql.select(BALANCED).from(ACCOUNTING).where(own()).fetchOne(BALANCED));
  }

  /** Keeps what was found, in place of earlier answers to the same questions. */
  public void checks(String phase, List<CheckResult> results) {
    List<org.jooq.Query> queries = new ArrayList<>();
    for (CheckResult result : results) {
      queries.add(
          sql.insertInto(CHECK_RESULT)
              .set(RUN_ID, run)
              .set(PHASE_NAME, phase)
              .set(ENTITY_NAME, entity)
              .set(CHECK_NAME, result.check())
              .set(values(result))
              .onConflict(RUN_ID, ENTITY_NAME, CHECK_NAME)
              .doUpdate()
              .set(values(result))
              .set(UNDONE, false)
              .set(CHECKED_AT, now()));
    }
    sql.batch(queries).execute();
  }

  private static Map<org.jooq.Field<?>, @Nullable Object> values(CheckResult result) {
    CheckResult.Question question = result.question();
    Map<org.jooq.Field<?>, @Nullable Object> values = new LinkedHashMap<>(judgement(result));
    values.put(KIND, question.kind().word());
    values.put(EXPECTED, result.expected());
    values.put(ACTUAL, result.actual());
    values.put(VIOLATED, result.violated());
    values.put(DENOMINATOR, result.denominator());
    values.put(DENOMINATOR_OF, question.of());
    values.put(STATEMENT, question.statement());
    values.put(KEYS, result.keys().toArray(String[]::new));
    return values;
  }

  private static Map<org.jooq.Field<?>, @Nullable Object> judgement(CheckResult result) {
    CheckResult.Question question = result.question();
    Map<org.jooq.Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    values.put(STATUS, result.status().word());
    values.put(SEVERITY, question.severity().name().toLowerCase(Locale.ROOT));
    values.put(ABOUT, question.about());
    values.put(THRESHOLD, question.threshold());
    values.put(AS_MEANT, question.asMeant());
    return values;
  }

  /** What was found by gates and validations, by the names of the checks. */
  public List<CheckResult> checks() {
    return sql.selectFrom(CHECK_RESULT)
        .where(own().and(UNDONE.isFalse()))
        .orderBy(CHECK_NAME)
        .fetch(EntityLedger::result);
  }

  private static CheckResult result(Record row) {
    return new CheckResult(
        new CheckResult.Question(
            row.get(CHECK_NAME),
            CheckResult.Kind.valueOf(row.get(KIND).toUpperCase(Locale.ROOT)),
            Check.Severity.valueOf(row.get(SEVERITY).toUpperCase(Locale.ROOT)),
            row.get(ABOUT),
            row.get(THRESHOLD),
            row.get(DENOMINATOR_OF),
            row.get(AS_MEANT),
            row.get(STATEMENT)),
        CheckResult.Status.valueOf(row.get(STATUS).toUpperCase(Locale.ROOT)),
        row.get(EXPECTED),
        row.get(ACTUAL),
        row.get(VIOLATED),
        row.get(DENOMINATOR),
        List.of(row.get(KEYS)));
  }

  /** Notes how answers that are kept are judged now; when they were given stays. */
  public void judge(List<CheckResult> results) {
    for (CheckResult result : results) {
      sql.update(CHECK_RESULT)
          .set(judgement(result))
          .where(own().and(CHECK_NAME.eq(result.check())))
          .execute();
    }
  }

  private Condition ownChunks() {
    return own().and(NO.ne(ChunkLedger.CLOSING)).and(UNDONE.isFalse());
  }

  private Condition own() {
    return RUN_ID.eq(run).and(ENTITY_NAME.eq(entity));
  }

  private static org.jooq.Field<OffsetDateTime> now() {
    return DSL.field("clock_timestamp()", OffsetDateTime.class);
  }
}

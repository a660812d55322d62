package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one source of one entity that a run could not write, on the connection that writes
 * them at last. The caller commits. For one thread.
 */
public final class OpenRejects {
  /** Looked up for each row; of a {@code not exists} the server may read all rejects each time. */
  private static final String NOBODY =
      "(select 1 from crosswalk.reject p where %s limit 1) is null";

  /** Rows that were read in one place: one plan and one source tell how they are read again. */
  public record Group(String run, String entity, String sourceTable) {}

  /** Which of the open rejects are meant. */
  public record Choice(Condition condition) {}

  /** How many rows have which outcome. */
  public record Outcomes(long rejected, long deferred) {
    public long rows() {
      return rejected + deferred;
    }
  }

  private final DSLContext sql;
  private final Condition own;

  public OpenRejects(Connection target, Group group) {
    this.sql = on(target);
    this.own =
        RUN_ID
            .eq(group.run())
            .and(ENTITY_NAME.eq(group.entity()))
            .and(SOURCE_TABLE.eq(group.sourceTable()))
            .and(STATUS.eq("open"));
  }

  /**
   * Those of a run's entity.
   *
   * @param code null: whatever is against them
   * @param ids by their numbers in the ledger; empty: all
   */
  public static Choice chosen(String run, String entity, @Nullable String code, List<Long> ids) {
    return new Choice(
        RUN_ID
            .eq(run)
            .and(ENTITY_NAME.eq(entity))
            .and(code == null ? DSL.noCondition() : CODE.eq(code))
            .and(ids.isEmpty() ? DSL.noCondition() : REJECT_ID.in(ids)));
  }

  /** Those with these numbers. */
  public static Choice numbered(List<Long> ids) {
    return new Choice(REJECT_ID.in(Listed.rows(Long.class, ids.toArray(Long[]::new))));
  }

  /** Those that were deferred under rows of these entities and wait for none of them any more. */
  public static Choice released(Collection<String> entities) {
    return new Choice(
        DISPOSITION
            .eq("deferred")
            .and(PARENT_ENTITY.in(entities))
            .and(
                NOBODY.formatted(
                    "p.entity = reject.parent_entity and p.source_key = reject.parent_key"
                        + " and p.status = 'open'")));
  }

  /** Those of earlier runs that have nothing against them in this one, which has read all rows. */
  public static Choice overtaken(String run, String entity) {
    return new Choice(
        ENTITY_NAME
            .eq(entity)
            .and(RUN_ID.ne(run))
            .and(
                DSL.condition(
                    NOBODY.formatted(
                        "p.run = {0} and p.entity = reject.entity"
                            + " and p.source_table = reject.source_table"
                            + " and p.source_key = reject.source_key"),
                    DSL.val(run))));
  }

  /**
   * Where the chosen rows were read, first run first; rows that were read from another source than
   * this one are left out.
   *
   * @param but rows, by their numbers, that are not asked for
   */
  public static List<Group> groups(
      Connection target, Choice choice, String sourceFingerprint, Collection<Long> but) {
    return on(target)
        .select(RUN_ID, ENTITY_NAME, SOURCE_TABLE)
        .from(REJECT)
        .where(
            STATUS
                .eq("open")
                .and(choice.condition())
                .and(without(but))
                .and(
                    RUN_ID.in(
                        DSL.select(RUN_ID)
                            .from(RUN)
                            .where(SOURCE_FINGERPRINT.eq(sourceFingerprint)))))
        .groupBy(RUN_ID, ENTITY_NAME, SOURCE_TABLE)
        .orderBy(DSL.min(REJECT_ID))
        .fetch(row -> new Group(row.get(RUN_ID), row.get(ENTITY_NAME), row.get(SOURCE_TABLE)));
  }

  /** Keys of the chosen rows of the group with their numbers. */
  public Map<String, Long> rows(Choice choice, Collection<Long> but) {
    TreeMap<String, Long> rows = new TreeMap<>();
    sql.select(SOURCE_KEY, REJECT_ID)
        .from(REJECT)
        .where(own.and(choice.condition()).and(without(but)))
        .forEach(row -> rows.put(row.get(SOURCE_KEY), row.get(REJECT_ID)));
    return rows;
  }

  private static Condition without(Collection<Long> ids) {
    return ids.isEmpty() ? DSL.noCondition() : REJECT_ID.ne(DSL.all(ids.toArray(Long[]::new)));
  }

  /** Keeps others from these rows until the transaction ends; counts those that are open. */
  public Outcomes lock(Collection<String> keys) {
    List<String> dispositions =
        sql.select(DISPOSITION)
            .from(REJECT)
            .where(own.and(keyed(keys)))
            .forUpdate()
            .fetch(DISPOSITION);
    long deferred = dispositions.stream().filter("deferred"::equals).count();
    return new Outcomes(dispositions.size() - deferred, deferred);
  }

  /** Notes what is against rows now. */
  public Outcomes move(List<ChunkLedger.Reject> rejects, int batch) {
    List<Query> queries = new ArrayList<>();
    for (ChunkLedger.Reject reject : rejects) {
      queries.add(
          sql.update(REJECT)
              .set(CHUNK_NO, ChunkLedger.CLOSING)
              .set(BATCH_NO, batch)
              .set(DISPOSITION, reject.deferred() ? "deferred" : "rejected")
              .set(CODE, reject.code().key())
              .set(SEVERITY, reject.code().severity().name().toLowerCase(Locale.ROOT))
              .set(SQLSTATE, reject.sqlState())
              .set(TABLE_NAME, reject.table())
              .set(COLUMN_NAME, reject.column())
              .set(CONSTRAINT_NAME, reject.constraint())
              .set(PARENT_ENTITY, reject.parentEntity())
              .set(PARENT_KEY, reject.parentKey())
              .set(SUGGESTION, reject.code().suggestion())
              .set(
                  DSL.field(DSL.name("source_values"), SQLDataType.JSONB),
                  JSONB.valueOf(reject.values()))
              .set(ATTEMPT, ATTEMPT.plus(1))
              .set(LAST_SEEN, now())
              .where(own.and(SOURCE_KEY.eq(reject.sourceKey()))));
    }
    int[] moved = queries.isEmpty() ? new int[0] : sql.batch(queries).execute();
    long deferred = 0;
    long rejected = 0;
    for (int at = 0; at < moved.length; at++) {
      deferred += rejects.get(at).deferred() ? moved[at] : 0;
      rejected += rejects.get(at).deferred() ? 0 : moved[at];
    }
    return new Outcomes(rejected, deferred);
  }

  /** Closes those of the rows that are not among the rejects; counts them. */
  public long resolve(Collection<String> keys, List<ChunkLedger.Reject> rejects, String by) {
    TreeSet<String> there = new TreeSet<>(keys);
    rejects.forEach(reject -> there.remove(reject.sourceKey()));
    return sql.update(REJECT)
        .set(STATUS, "resolved")
        .set(ATTEMPT, ATTEMPT.plus(1))
        .set(LAST_SEEN, now())
        .set(RESOLVED_AT, now())
        .set(RESOLVED_BY, by)
        .where(own.and(keyed(there)))
        .execute();
  }

  private static Condition keyed(Collection<String> keys) {
    return SOURCE_KEY.in(Listed.rows(String.class, keys.toArray(String[]::new)));
  }

  private static org.jooq.Field<OffsetDateTime> now() {
    return DSL.field("clock_timestamp()", OffsetDateTime.class);
  }
}

package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import dev.crosswalk.failure.ErrorCode;
import java.sql.Connection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** References that wait for their parents. The caller commits. For one thread. */
public final class PendingLedger {
  private static final Condition OPEN = STATUS.eq("open");

  /** Whether a row that had {@code f.prior} as its xmin was ours alone, of a waiting {@code p}. */
  public static final String WHOLE =
      """
      (
        exists (
          select from crosswalk.written w
          where w.xid = f.prior::xid and w.run = p.run and w.entity = p.entity)
        or exists (
          select from crosswalk.before_image i
          where i.target_id = p.target_id and i.xid = f.prior::xid and '*' = any (i.owned))
        or exists (
          select from crosswalk.pending o
          where o.target_id = p.target_id and o.settled_xid = f.prior::xid and o.whole))
      """;

  private final DSLContext sql;
  private final String run;
  private final String closing;
  private final ChunkLedger books;

  /**
   * Prepares the access.
   *
   * @param closing the entity whose closing settles them
   */
  public PendingLedger(Connection target, String run, String closing) {
    this.sql = on(target);
    this.run = run;
    this.closing = closing;
    this.books = new ChunkLedger(target, run, closing, ChunkLedger.CLOSING);
  }

  /**
   * Waiting references of one column that look for the same thing.
   *
   * @param table of the rows that wait, as its entity file calls it
   * @param by the column of the parent's table that is looked in
   */
  public record Group(String entity, String table, String column, String parent, String by) {}

  /**
   * What waits for a row of the entity, of any run; and what this run's rows of the entity wait
   * for, because a parent may have come between their batch and now.
   */
  public List<Group> groups(String entity) {
    return sql.selectDistinct(ENTITY_NAME, TARGET_TABLE, COLUMN_NAME, PARENT_ENTITY, PARENT_COLUMN)
        .from(PENDING)
        .where(OPEN.and(wanted(entity)))
        .orderBy(ENTITY_NAME, TARGET_TABLE, COLUMN_NAME, PARENT_ENTITY, PARENT_COLUMN)
        .fetch(
            row ->
                new Group(
                    row.get(ENTITY_NAME),
                    row.get(TARGET_TABLE),
                    row.get(COLUMN_NAME),
                    row.get(PARENT_ENTITY),
                    row.get(PARENT_COLUMN)));
  }

  private Condition wanted(String entity) {
    return PARENT_ENTITY.eq(entity).or(ENTITY_NAME.eq(entity).and(RUN_ID.eq(run)));
  }

  /** The next rows of one of the entity's groups, in the order of their ids. */
  public List<UUID> next(String entity, Group group, @Nullable UUID after, int rows) {
    Condition rest = after == null ? DSL.noCondition() : TARGET_ID.gt(after);
    return sql.select(TARGET_ID)
        .from(PENDING)
        .where(OPEN.and(wanted(entity)).and(of(group)).and(rest))
        .orderBy(TARGET_ID)
        .limit(rows)
        .fetch(TARGET_ID);
  }

  private static Condition of(Group group) {
    return ENTITY_NAME
        .eq(group.entity())
        .and(TARGET_TABLE.eq(group.table()))
        .and(COLUMN_NAME.eq(group.column()))
        .and(PARENT_ENTITY.eq(group.parent()))
        .and(PARENT_COLUMN.eq(group.by()));
  }

  /**
   * Notes what became of references whose parents have come, with a batch that reads no row.
   * Whoever settled one before has the last word.
   *
   * @param filled those that were filled, with the xmin that each row had before; the others are
   *     not ours any more
   */
  public void settle(Group group, List<UUID> found, Map<UUID, String> filled) {
    int batch = books.backfilled();
    Set<UUID> others = new LinkedHashSet<>(found);
    others.removeAll(filled.keySet());
    settle(group, filled.keySet(), "filled", batch);
    sql.execute(
        """
        update crosswalk.pending p
        set whole = %s
        from unnest(?, ?::text[]) f (id, prior)
        where p.entity = ? and p.column_name = ? and p.target_id = f.id
        """
            .formatted(WHOLE),
        filled.keySet().toArray(UUID[]::new),
        filled.values().toArray(String[]::new),
        group.entity(),
        group.column());
    settle(group, others, "superseded", batch);
    sql.execute(
        """
        update crosswalk.review r
        set status = 'resolved'
        from crosswalk.pending p
        where p.entity = ? and p.column_name = ? and p.target_id in (select unnest(?))
          and r.run = p.run and r.entity = p.entity and r.source_table = p.source_table
          and r.source_key = p.source_key
          and r.column_name = p.column_name and r.reason = 'parent_missing' and r.status = 'open'
        """,
        group.entity(),
        group.column(),
        found.toArray(UUID[]::new));
  }

  private void settle(Group group, Collection<UUID> rows, String status, int batch) {
    sql.update(PENDING)
        .set(STATUS, status)
        .set(SETTLED_RUN, run)
        .set(SETTLED_ENTITY, closing)
        .set(SETTLED_BATCH, batch)
        .set(SETTLED_XID, DSL.field("pg_current_xact_id()::xid", String.class))
        .where(
            OPEN.and(of(group))
                .and(TARGET_ID.in(Listed.rows(UUID.class, rows.toArray(UUID[]::new)))))
        .execute();
  }

  /** Gives up on a row that the target does not take with its parent, and asks a person. */
  public void refuse(Group group, UUID id, ErrorCode code) {
    Condition one = OPEN.and(of(group)).and(TARGET_ID.eq(id));
    sql.insertInto(REVIEW, RUN_ID, ENTITY_NAME, SOURCE_TABLE, SOURCE_KEY, COLUMN_NAME, REASON)
        .select(
            sql.select(
                    RUN_ID,
                    ENTITY_NAME,
                    SOURCE_TABLE,
                    SOURCE_KEY,
                    COLUMN_NAME,
                    DSL.inline(code.key()))
                .from(PENDING)
                .where(one))
        .onConflictDoNothing()
        .execute();
    sql.update(PENDING).set(STATUS, "refused").set(CODE, code.key()).where(one).execute();
  }
}

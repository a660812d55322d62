package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * The books of one entity of one run while it is undone: they stay, and say that they do not count
 * any more. The caller commits. For one thread.
 */
public final class UndoLedger {
  private final DSLContext sql;
  private final String run;
  private final String entity;

  public UndoLedger(Connection target, String run, String entity) {
    this.sql = on(target);
    this.run = run;
    this.entity = entity;
  }

  /** A batch that stands: the rows it inserted or updated are still to be undone. */
  public record Batch(int chunk, int no, boolean backfill, long rows) {}

  /** Makes the fence of an entity that was never planned, so that its rollback has one, too. */
  public void fence() {
    sql.insertInto(CHUNK, RUN_ID, ENTITY_NAME, NO, SOURCE_TABLE, TO_KEY, EPOCH)
        .values(run, entity, ChunkLedger.CLOSING, "", "", 0L)
        .onConflictDoNothing()
        .execute();
  }

  /**
   * Says that the rollback has begun. From then on nothing is replayed into the entity, or filled
   * in its rows: what was open is not open any more.
   */
  public void begin() {
    status("rolling_back");
    for (String table : List.of("reject", "review")) {
      sql.execute(
          "update crosswalk."
              + table
              + " set status = 'undone' where run = ? and entity = ? and status = 'open'",
          run,
          entity);
    }
    sql.execute(
        """
        update crosswalk.pending set status = 'superseded'
        where run = ? and entity = ? and status in ('open', 'refused')
        """,
        run,
        entity);
    own("update crosswalk.check_result set undone = true where run = ? and entity = ?");
  }

  /**
   * Batches that stand, in the order in which they are to be undone: what was filled first, then
   * the last written first, for only earlier rows can be the parents of later ones. The number of
   * the transaction that wrote them tells; the time of a batch is that of its beginning.
   */
  public List<Batch> standing() {
    return sql.fetch(
            """
            select b.chunk, b.batch, b.kind, greatest(b.inserted + b.updated, 0) as rows
            from crosswalk.batch b
            left join lateral (
              select min(age(w.xid)) as age
              from crosswalk.written w
              where w.run = b.run and w.entity = b.entity and w.chunk = b.chunk
                and w.batch = b.batch) w on true
            where b.run = ? and b.entity = ? and b.undone_at is null
            order by
              b.kind = 'backfill' desc, w.age nulls first, b.chunk = 0 desc, b.chunk desc,
              b.batch desc
            """,
            run,
            entity)
        .map(
            (Record row) ->
                new Batch(
                    row.get("chunk", Integer.class),
                    row.get("batch", Integer.class),
                    "backfill".equals(row.get("kind")),
                    row.get("rows", Long.class)));
  }

  /** Notes in the transaction that undoes it that a batch is undone; fails when it was already. */
  public void undone(Batch batch, long rows) {
    int marked =
        sql.execute(
            """
            update crosswalk.batch
            set undone_at = clock_timestamp(), undone_rows = ?
            where run = ? and entity = ? and chunk = ? and batch = ? and undone_at is null
            """,
            rows,
            run,
            entity,
            batch.chunk(),
            batch.no());
    if (marked != 1) {
      throw new Failure(
          ErrorCode.STALE,
          "batch "
              + batch.no()
              + " of chunk "
              + batch.chunk()
              + " of '"
              + entity
              + "' was undone by another attempt; nothing was changed");
    }
  }

  /** What the batches of the entity that are undone had written, and what undoing them changed. */
  public record Totals(long booked, long changed) {}

  /** Sums over all batches that were ever undone, fillings left aside. */
  public Totals totals() {
    return sql.fetch(
            """
            select
              coalesce(sum(inserted + updated), 0)::bigint as booked,
              coalesce(sum(undone_rows), 0)::bigint as changed
            from crosswalk.batch
            where run = ? and entity = ? and undone_at is not null and kind <> 'backfill'
            """,
            run,
            entity)
        .map(row -> new Totals(row.get("booked", Long.class), row.get("changed", Long.class)))
        .get(0);
  }

  /** Closes the books of an entity of which no batch stands. */
  public void finish() {
    own("update crosswalk.chunk set undone = true where run = ? and entity = ? and no <> 0");
    own("update crosswalk.claim set undone = true where run = ? and entity = ?");
    own("update crosswalk.association set undone = true where run = ? and entity = ?");
    own("update crosswalk.difference set undone = true where run = ? and entity = ?");
    own("update crosswalk.placeholder set undone = true where run = ? and entity = ?");
    own(
        "update crosswalk.pending set status = 'superseded' where run = ? and entity = ?"
            + " and status <> 'superseded'");
    own(
        "update crosswalk.entity set ended_at = clock_timestamp(), late = 0"
            + " where run = ? and entity = ?");
    status("rolled_back");
  }

  /**
   * Lets the same run load the entity again: its chunks are planned anew at the next opening.
   * Changes nothing unless the entity is rolled back.
   *
   * @return whether it was
   */
  public boolean reset() {
    boolean reset =
        own(
                """
                update crosswalk.entity
                set status = 'pending', planned = false, planned_rows = 0, accepted = 0, late = 0,
                  started_at = null, ended_at = null, code = null, reason = null,
                  changed_at = clock_timestamp()
                where run = ? and entity = ? and status = 'rolled_back'
                """)
            == 1;
    if (reset) {
      own("update crosswalk.check_result set undone = true where run = ? and entity = ?");
    }
    return reset;
  }

  private void status(String status) {
    sql.execute(
        """
        update crosswalk.entity
        set status = ?, code = null, reason = null, changed_at = clock_timestamp()
        where run = ? and entity = ?
        """,
        status,
        run,
        entity);
  }

  private int own(String statement) {
    return sql.execute(statement, run, entity);
  }
}

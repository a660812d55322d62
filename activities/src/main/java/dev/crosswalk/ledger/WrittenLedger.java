package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Batches that came whole, and where they are found again. The caller commits. One thread. */
public final class WrittenLedger {
  /** The parts of a batch that are merged are numbered from 1. */
  private static final int BEFORE_MERGE = 0;

  /** A page holds more rows than this, unless they are long. */
  private static final int EVERY = 16;

  private final DSLContext sql;
  private final String run;
  private final String entity;
  private final int chunk;
  private final String table;

  /**
   * The books of one chunk.
   *
   * @param table the name of the table that its rows go into, quoted
   */
  public WrittenLedger(Connection target, String run, String entity, int chunk, String table) {
    this.sql = on(target);
    this.run = run;
    this.entity = entity;
    this.chunk = chunk;
    this.table = table;
  }

  /** Whether an earlier run has brought whole batches of the entity. */
  public boolean hasEarlier() {
    return sql.fetchExists(
        WRITTEN, ENTITY_NAME.eq(entity).and(BYTES_DIGEST.isNotNull()).and(RUN_ID.ne(run)));
  }

  /**
   * Whether an earlier run has brought a batch with this digest, and each of its rows is still the
   * version that was written then. A row that anybody has written since has another xmin; when as
   * many have that of the COPY where it put them, none is missing. Where that look falls short, for
   * rows may lie elsewhere, too, each is looked up.
   */
  public boolean untouched(byte[] digest, int rows) {
    return sql.fetchExists(
        DSL.selectOne()
            .from(WRITTEN)
            .where(ENTITY_NAME.eq(entity).and(BYTES_DIGEST.eq(digest)).and(RUN_ID.ne(run)))
            .and(
                "((select count(*) from {0} t where t.ctid >= first_ctid and t.ctid <= last_ctid"
                    + " and t.xmin = written.xid) = {1}"
                    + " or (select count(*) from unnest(ids) i (id) join {0} t on t.id = i.id"
                    + " where t.xmin = written.xid) = {1})",
                DSL.raw(table), DSL.val(rows)));
  }

  /**
   * Books rows that this transaction has inserted by one COPY.
   *
   * @param ids in the order of the keys
   */
  public void book(
      int batch, String sourceTable, List<String> keys, List<String> ids, byte[] digest) {
    sql.execute(
        """
        insert into crosswalk.written (
          run, entity, chunk, batch, part, source_table, keys, ids, digest,
          xid, first_ctid, last_ctid)
        select
          ?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?,
          (array_agg(t.xmin))[1], min(t.ctid), max(t.ctid)
        from %s t
        where t.id = any (?::uuid[])
        """
            .formatted(table),
        run,
        entity,
        chunk,
        batch,
        BEFORE_MERGE,
        sourceTable,
        keys.toArray(String[]::new),
        array(ids),
        digest,
        array(sample(ids)));
  }

  /** Rows that lie in nearly every page that a COPY has filled. */
  private static List<String> sample(List<String> ids) {
    List<String> sample = new ArrayList<>();
    for (int no = 0; no < ids.size(); no += EVERY) {
      sample.add(ids.get(no));
    }
    sample.add(ids.get(ids.size() - 1));
    return sample;
  }

  private static String array(List<String> ids) {
    return "{" + String.join(",", ids) + "}";
  }
}

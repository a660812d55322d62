package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Batches that came whole, and where they are found again. The caller commits. One thread. */
public final class WrittenLedger {
  /** The parts of a batch that are merged are numbered from 1. */
  private static final int BEFORE_MERGE = 0;

  private final DSLContext sql;
  private final String run;
  private final String entity;
  private final int chunk;
  private final Name table;

  /** The books of one chunk whose rows go into this table. */
  public WrittenLedger(
      Connection target, String run, String entity, int chunk, String schema, String table) {
    this.sql = on(target);
    this.run = run;
    this.entity = entity;
    this.chunk = chunk;
    this.table = DSL.name(schema, table);
  }

  /** Whether an earlier run has brought whole batches of the entity. */
  public boolean hasEarlier() {
    return sql.fetchExists(
        WRITTEN, ENTITY_NAME.eq(entity).and(BYTES_DIGEST.isNotNull()).and(RUN_ID.ne(run)));
  }

  /**
   * Whether an earlier run has brought a batch with this digest, and each of its rows is still the
   * version that was written then. A row that anybody has written since has another xmin.
   */
  public boolean untouched(byte[] digest, int rows) {
    return sql.fetchExists(
        DSL.selectOne()
            .from(WRITTEN)
            .where(ENTITY_NAME.eq(entity).and(BYTES_DIGEST.eq(digest)).and(RUN_ID.ne(run)))
            .and(
                DSL.condition(
                    "(select count(*) from unnest(ids) i (id) join {0} t on t.id = i.id"
                        + " where t.xmin = {1}) = {2}",
                    DSL.table(table),
                    DSL.field(DSL.name("crosswalk", "written", "xid")),
                    DSL.val(rows))));
  }

  /**
   * Books rows that this transaction has inserted.
   *
   * @param ids in the order of the keys
   */
  public void book(
      int batch, String sourceTable, List<String> keys, List<String> ids, byte[] digest) {
    sql.insertInto(
            WRITTEN,
            RUN_ID,
            ENTITY_NAME,
            CHUNK_NO,
            BATCH_NO,
            DSL.field(DSL.name("part"), SQLDataType.INTEGER),
            SOURCE_TABLE,
            DSL.field(DSL.name("xid")),
            KEYS,
            DSL.field(DSL.name("ids")),
            BYTES_DIGEST)
        .values(
            DSL.val(run),
            DSL.val(entity),
            DSL.val(chunk),
            DSL.val(batch),
            DSL.val(BEFORE_MERGE),
            DSL.val(sourceTable),
            // That of a savepoint is known to nobody but its rows.
            DSL.field(
                "(select xmin from {0} where id = {1}::uuid)",
                DSL.table(table), DSL.val(ids.get(0))),
            DSL.val(keys.toArray(String[]::new)),
            DSL.field("{0}::uuid[]", DSL.val("{" + String.join(",", ids) + "}")),
            DSL.val(digest))
        .execute();
  }
}

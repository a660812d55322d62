package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
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
   * version that was written then. A row that anybody has written since has another xmin.
   */
  public boolean untouched(byte[] digest, int rows) {
    return sql.fetchExists(
        DSL.selectOne()
            .from(WRITTEN)
            .where(ENTITY_NAME.eq(entity).and(BYTES_DIGEST.eq(digest)).and(RUN_ID.ne(run)))
            .and("cardinality(ids) = {0}", DSL.val(rows))
            .and(
                DSL.condition(DSL.raw(asWritten(table)))
                    .or(
                        "(select count(*) from unnest(ids) i (id) join {0} t on t.id = i.id"
                            + " where t.xmin = written.xid) = {1}",
                        DSL.raw(table), DSL.val(rows))));
  }

  /**
   * A condition on rows of the ledger's {@code written}: true only if every row that one of them
   * names is in the table as it was written. One COPY's rows lie together, so a look at that part
   * of the table costs a tenth of as many look-ups; where they do not, or one was written again, it
   * is false.
   *
   * @param table quoted
   */
  public static String asWritten(String table) {
    return "(select count(*) from "
        + table
        + " t where t.ctid >= written.first_ctid and t.ctid <= written.last_ctid"
        + " and t.xmin = written.xid) = cardinality(written.ids)";
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
            BYTES_DIGEST,
            DSL.field(DSL.name("first_ctid")),
            DSL.field(DSL.name("last_ctid")))
        .values(
            DSL.val(run),
            DSL.val(entity),
            DSL.val(chunk),
            DSL.val(batch),
            DSL.val(BEFORE_MERGE),
            DSL.val(sourceTable),
            // That of a savepoint is known to nobody but its rows.
            system("xmin", ids.get(0)),
            DSL.val(keys.toArray(String[]::new)),
            DSL.field("{0}::uuid[]", DSL.val("{" + String.join(",", ids) + "}")),
            DSL.val(digest),
            system("ctid", ids.get(0)),
            system("ctid", ids.get(ids.size() - 1)))
        .execute();
  }

  /** A system column of a row that is in the table. */
  private Field<Object> system(String column, String id) {
    return DSL.field(
        "(select {0} from {1} where id = {2}::uuid)", DSL.raw(column), DSL.raw(table), DSL.val(id));
  }
}

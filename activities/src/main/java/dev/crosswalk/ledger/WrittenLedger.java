package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/** Batches that came whole, and where they are found again. The caller commits. One thread. */
public final class WrittenLedger {
  /** The parts of a batch that are merged are numbered from 1. */
  private static final int BEFORE_MERGE = 0;

  /** A page holds more rows than this, unless they are long. */
  private static final int EVERY = 16;

  private final Connection target;
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
    this.target = target;
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
   * many as came have that of the COPY, none is missing. Those that do not lie where the COPY put
   * most of them are looked up.
   */
  public boolean untouched(byte[] digest, int rows) {
    return sql.fetchExists(
        DSL.selectOne()
            .from(WRITTEN)
            .where(ENTITY_NAME.eq(entity).and(BYTES_DIGEST.eq(digest)).and(RUN_ID.ne(run)))
            .and(
                "((select count(*) {0}) = {2} or (select count(*) {0}) + (select count(*) from"
                    + " (select unnest(ids) except select t.id {0}) i (id) join {1} t on t.id = i.id"
                    + " where t.xmin = written.xid) = {2})",
                DSL.raw(
                    "from "
                        + table
                        + " t where t.xmin = written.xid"
                        + " and t.ctid >= format('(%s,0)', from_page)::tid"
                        + " and t.ctid < format('(%s,0)', to_page + 1)::tid"),
                DSL.raw(table),
                DSL.val(rows)));
  }

  /**
   * Books rows that this transaction has inserted by one COPY.
   *
   * @param ids in the order of the keys
   */
  public void book(int batch, String sourceTable, List<String> keys, List<UUID> ids, byte[] digest)
      throws SQLException {
    String insert =
        """
        insert into crosswalk.written (
          run, entity, chunk, batch, part, source_table, keys, ids, digest,
          xid, from_page, to_page)
        select
          ?, ?, ?, ?, ?, ?, ?, ?, ?, (array_agg(t.xmin))[1],
          min((t.ctid::text::point)[0]), max((t.ctid::text::point)[0])
        from %s t
        where t.id = any (?)
        """
            .formatted(table);
    try (PreparedStatement statement = target.prepareStatement(insert)) {
      statement.setString(1, run);
      statement.setString(2, entity);
      statement.setInt(3, chunk);
      statement.setInt(4, batch);
      statement.setInt(5, BEFORE_MERGE);
      statement.setString(6, sourceTable);
      statement.setArray(7, target.createArrayOf("text", keys.toArray(String[]::new)));
      statement.setArray(8, array(ids));
      statement.setBytes(9, digest);
      statement.setArray(10, array(sample(ids)));
      statement.executeUpdate();
    }
  }

  /** Rows that lie in nearly every page that a COPY has filled. */
  private static List<UUID> sample(List<UUID> ids) {
    List<UUID> sample = new ArrayList<>();
    for (int no = 0; no < ids.size(); no += EVERY) {
      sample.add(ids.get(no));
    }
    sample.add(ids.get(ids.size() - 1));
    return sample;
  }

  /** As the server keeps it: as text, each id would be written here and parsed there. */
  private Array array(List<UUID> ids) throws SQLException {
    ByteBuffer bytes = ByteBuffer.allocate(5 * Integer.BYTES + ids.size() * (Integer.BYTES + 16));
    bytes.putInt(1).putInt(0).putInt(Oid.UUID).putInt(ids.size()).putInt(1);
    for (UUID id : ids) {
      bytes.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return new PgArray(target.unwrap(BaseConnection.class), Oid.UUID_ARRAY, bytes.array());
  }
}

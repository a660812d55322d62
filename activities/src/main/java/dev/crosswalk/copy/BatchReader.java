package dev.crosswalk.copy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.sql.SourceSql.KeyType;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads a chunk from one streaming COPY and cuts it into batches. Memory is bounded by one batch.
 * Not thread-safe, but may be handed from thread to thread.
 */
final class BatchReader {
  /** A batch ends here even if its rows are few: DATAPATH, "Defaults that follow". */
  private static final int BATCH_BYTES = 8 << 20;

  private final String entity;
  private final RowStep step;
  private final KeyType keyType;
  private final int batchRows;
  private final CopyOut stream;
  private @Nullable String lastKey;
  private byte @Nullable [] ahead;
  private boolean over;
  private int capacity = 64 << 10;

  /**
   * Opens the stream.
   *
   * @param from the last key that is in the books already, null for none
   */
  BatchReader(
      Connection source,
      String extract,
      String entity,
      RowStep step,
      KeyType keyType,
      int batchRows,
      @Nullable String from)
      throws SQLException {
    this.entity = entity;
    this.step = step;
    this.keyType = keyType;
    this.batchRows = batchRows;
    this.lastKey = from;
    this.stream = copyOut(source, extract);
    this.ahead = stream.readFromCopy();
  }

  /**
   * Streams what a {@code copy … to stdout} yields. A SQL_ASCII server knows no characters, and
   * would end the stream at the first byte that is not UTF-8; so it is asked for bytes as they are.
   */
  static CopyOut copyOut(Connection source, String copy) throws SQLException {
    PGConnection connection = source.unwrap(PGConnection.class);
    boolean bytes = "SQL_ASCII".equals(connection.getParameterStatus("server_encoding"));
    return connection.getCopyAPI().copyOut(bytes ? copy + " (encoding 'SQL_ASCII')" : copy);
  }

  /** The next batch; null after the last one. The last may hold no row at all. */
  @Nullable Batch next() throws SQLException {
    if (over) {
      return null;
    }
    Batch batch = new Batch(lastKey, capacity);
    int bytes = 0;
    while (ahead != null && batch.read() < batchRows && bytes < BATCH_BYTES) {
      CopyLine line = new CopyLine(ahead, step.fields());
      if (line.fields() != step.fields()) {
        throw new Failure(
            ErrorCode.INTERNAL,
            "the source sent "
                + line.fields()
                + " fields for '"
                + entity
                + "', expected "
                + step.fields());
      }
      String key = step.key(line);
      if (lastKey != null && !keyType.increases(lastKey, key)) {
        throw new Failure(
            ErrorCode.KEY_ORDER,
            "a key of '"
                + entity
                + "' comes twice or out of order; a join of its source yields"
                + " several rows a key, or the key is not unique");
      }
      batch.add(line, key, step.excluded(line), step);
      lastKey = key;
      bytes += ahead.length;
      ahead = stream.readFromCopy();
    }
    batch.last = ahead == null;
    over = batch.last;
    capacity = Math.max(capacity, batch.staged.length() + (batch.staged.length() >> 3));
    return batch;
  }
}

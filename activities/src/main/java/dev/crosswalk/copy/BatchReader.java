package dev.crosswalk.copy;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the rows of a chunk into batches. Memory is bounded by the batches that are not written yet.
 * Not thread-safe, but may be handed from thread to thread; batches may be given back by another.
 */
final class BatchReader {
  /** No batch of several rows holds more than this: DATAPATH, "Defaults that follow". */
  private static final int BATCH_BYTES = 8 << 20;

  private static final int FIRST_BYTES = 64 << 10;

  private final SourceRows rows;
  private final RowStep step;
  private final int batchRows;
  private @Nullable String lastKey;
  private SourceRows.@Nullable Row ahead;
  private boolean begun;
  private boolean over;
  private final Queue<CopyBuffer> spare = new ConcurrentLinkedQueue<>();

  /**
   * Nothing is read yet.
   *
   * @param from the last key that is in the books already, null for none
   */
  BatchReader(SourceRows rows, RowStep step, int batchRows, @Nullable String from) {
    this.rows = rows;
    this.step = step;
    this.batchRows = batchRows;
    this.lastKey = from;
  }

  /** The next batch; null after the last one. The last may hold no row at all. */
  @Nullable Batch next() throws SQLException {
    if (over) {
      return null;
    }
    if (!begun) {
      begun = true;
      ahead = rows.next();
    }
    CopyBuffer buffer = spare.poll();
    Batch batch = new Batch(lastKey, buffer == null ? new CopyBuffer(FIRST_BYTES) : buffer);
    long bytes = 0;
    boolean empty = true;
    while (ahead != null && batch.read() < batchRows) {
      bytes += ahead.line().bytes().length;
      if (bytes > BATCH_BYTES && !empty) {
        break;
      }
      empty = false;
      batch.add(ahead, step);
      lastKey = ahead.key();
      ahead = rows.next();
    }
    batch.last = ahead == null;
    over = batch.last;
    return batch;
  }

  /** Takes a batch back that nobody looks at any more. */
  void written(Batch batch) {
    if (batch.staged.length() <= BATCH_BYTES) { // a giant's buffer is not kept
      batch.staged.clear();
      spare.add(batch.staged);
    }
  }
}

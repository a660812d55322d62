package dev.crosswalk.estimate;

import dev.crosswalk.copy.Workplace;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Volume;
import org.jspecify.annotations.Nullable;

/**
 * What loading an entity takes, as far as that can be told from its size. All bytes are orders of
 * magnitude: nothing is measured but what {@link LoadRate} and the constants here say.
 *
 * @param records rows that are read
 * @param seconds of loading, without backups and waiting
 * @param memory bytes of the worker's heap while the entity is loaded
 * @param disk bytes in the target, with indexes and the ledger
 * @param network bytes from the source to the worker, and on to the target
 */
public record Estimate(
    String entity,
    Volume volume,
    long records,
    double seconds,
    long memory,
    long disk,
    long network,
    LoadRate rate) {
  /** A worker's heap is no larger, whatever it loads. */
  private static final long MOST_HEAP = 512L << 20;

  /** What a worker holds before the first row, and more for each byte of a batch in flight. */
  private static final long IDLE_HEAP = 100L << 20;

  private static final int HEAP_A_BATCH_BYTE = 90;

  private static final long MOST_BATCH = 8L << 20;

  /**
   * A row of the source becomes one with a UUID for each key, indexes, and the books about it. Plan
   * core at production scale so has 36 MB; it took 38.
   */
  private static final double DISK_A_SOURCE_BYTE = 2;

  private static final int DISK_A_ROW = 350;

  /**
   * Estimates one entity.
   *
   * @param override what the plan says of it
   * @param parallelism chunks in flight at most
   * @param measured how fast it goes; null: as in the benchmarks
   */
  public static Estimate of(
      String entity,
      SourceSize size,
      @Nullable EntityOverride override,
      int parallelism,
      @Nullable LoadRate measured) {
    Volume volume = Volume.of(size.rows());
    Integer chunkRows = override == null ? null : override.chunkRows();
    Integer batchRows = override == null ? null : override.batchRows();
    long chunk = chunkRows == null ? volume.chunkRows() : chunkRows;
    long writers = Math.max(1, Math.min(parallelism, (size.rows() + chunk - 1) / chunk));
    LoadRate rate = measured;
    if (rate == null) {
      rate = writers == 1 ? LoadRate.ONE_WRITER : LoadRate.WRITERS;
    }
    long batch = Math.min(size.rows(), batchRows == null ? Workplace.BATCH_ROWS : batchRows);
    long batchBytes = Math.min(MOST_BATCH, Math.round(batch * size.bytesARow()));
    return new Estimate(
        entity,
        volume,
        size.rows(),
        LoadRate.SECONDS_AN_ENTITY + (double) size.rows() / rate.rowsASecond(),
        Math.min(MOST_HEAP, IDLE_HEAP + writers * HEAP_A_BATCH_BYTE * batchBytes),
        Math.round(size.bytes() * DISK_A_SOURCE_BYTE) + DISK_A_ROW * size.rows(),
        2 * size.bytes(),
        rate);
  }
}

package dev.crosswalk.starter.bench;

import dev.crosswalk.starter.embedded.WorkerChild;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was measured. Seconds, ratios and Temporal's share are medians over the pairs.
 *
 * @param ratio Crosswalk's time by that of the plain COPY of the same pair
 * @param rejected by each run: exactly the rows that were planted as bad
 * @param rowsPerSecond rows read a second by Crosswalk
 * @param secondRunRatio how many times faster a run is that finds everything there
 * @param heapMb the most that the worker's heap held at any time, garbage included, in MiB
 * @param heapLiveMb the most of it that a collection left
 * @param eventsMax of the longest history in Temporal
 * @param payloadMax bytes of the largest payload in Temporal
 * @param temporalShare the part of a run in which Temporal kept the databases waiting, 0 to 1
 * @param firstRunSeconds of the run before all pairs, by a worker that had just started
 * @param rollbacks none unless they were asked for
 */
record BenchResult(
    double ratio,
    double copySeconds,
    double crosswalkSeconds,
    long rows,
    long rejected,
    long rowsPerSecond,
    double secondRunRatio,
    double secondRunSeconds,
    int heapMb,
    int heapLiveMb,
    int eventsMax,
    int payloadMax,
    double temporalShare,
    double firstRunSeconds,
    Conditions conditions,
    List<Pair> pairs,
    List<Rollback> rollbacks) {

  /**
   * Both, one after the other, and the run over the loaded target that follows Crosswalk's.
   *
   * @param entitySeconds what the ledger says of the large table alone
   */
  record Pair(
      double ratio,
      double copySeconds,
      double crosswalkSeconds,
      double entitySeconds,
      double secondRunSeconds,
      double secondRunRatio,
      double temporalShare) {
    static Pair of(double copy, BenchRun.Ended run, BenchRun.Ended again) {
      return new Pair(
          rounded(run.seconds() / copy),
          rounded(copy),
          rounded(run.seconds()),
          rounded(run.entitySeconds()),
          rounded(again.seconds()),
          rounded(run.seconds() / again.seconds()),
          rounded(run.temporalShare()));
    }
  }

  /**
   * A rollback of all that a run wrote in the large table.
   *
   * @param seconds from the call that starts it to the answer that all is undone and proven
   * @param others rows of others in the table, left as they were before the run
   * @param restored how many of those the run had updated
   */
  record Rollback(double seconds, long removed, long others, long restored) {
    static Rollback of(double seconds, long removed, long others, long restored) {
      return new Rollback(rounded(seconds), removed, others, restored);
    }
  }

  /**
   * Under what the figures came about.
   *
   * @param batchRows null: the default
   * @param chunkRows null: the default
   * @param checkpoints whether there was one before each measurement
   */
  record Conditions(
      BigDecimal bad,
      String keys,
      @Nullable Integer batchRows,
      @Nullable Integer chunkRows,
      int parallelism,
      int cores,
      String java,
      String postgres,
      String fsync,
      String sharedBuffers,
      boolean checkpoints,
      String temporal) {}

  /**
   * The figures of all pairs together.
   *
   * @param runs all that there were
   */
  static BenchResult of(
      long rows,
      double first,
      List<Pair> pairs,
      List<Rollback> rollbacks,
      List<BenchRun.Ended> runs,
      WorkerChild.Heap heap,
      Conditions conditions) {
    double seconds = median(pairs, Pair::crosswalkSeconds);
    return new BenchResult(
        median(pairs, Pair::ratio),
        median(pairs, Pair::copySeconds),
        seconds,
        rows,
        runs.get(0).account().rejected(),
        Math.round(rows / seconds),
        median(pairs, Pair::secondRunRatio),
        median(pairs, Pair::secondRunSeconds),
        heap.most(),
        heap.live(),
        runs.stream().mapToInt(run -> run.history().events()).max().orElse(0),
        runs.stream().mapToInt(run -> run.history().payload()).max().orElse(0),
        median(pairs, Pair::temporalShare),
        rounded(first),
        conditions,
        pairs,
        rollbacks);
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
    double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : rounded((sorted[middle - 1] + sorted[middle]) / 2);
  }

  /** To thousandths: nothing that is measured here is more exact. */
  private static double rounded(double figure) {
    return Math.round(figure * 1_000) / 1_000.0;
  }
}

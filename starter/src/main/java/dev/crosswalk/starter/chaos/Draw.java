package dev.crosswalk.starter.chaos;

import dev.crosswalk.fault.FaultPoint;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which fault is made where. The same seed gives the same sequence, and each trial by its number
 * the same one, whatever was tried before it.
 *
 * @param times how often each point is reached in a run that nobody disturbs
 */
record Draw(long seed, List<Fault> faults, Map<FaultPoint, Integer> times) {
  private static final int MOST_CHUNKS_IN_FLIGHT = 3;

  /**
   * One trial.
   *
   * @param when the how manieth time that a worker comes to the point
   * @param parallelism chunks in flight
   */
  record Trial(int no, Fault fault, FaultPoint point, int when, int parallelism) {
    String describe() {
      return fault.key()
          + " at "
          + point.key()
          + ", time "
          + when
          + ", "
          + parallelism
          + " in flight";
    }
  }

  Trial trial(int no) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + no);
    Fault fault = faults.get(random.nextInt(faults.size()));
    List<FaultPoint> points = fault.points.stream().filter(times::containsKey).toList();
    FaultPoint point = points.get(random.nextInt(points.size()));
    int when = 1 + random.nextInt(times.getOrDefault(point, 1));
    boolean alone = fault == Fault.FREEZE || fault == Fault.ROLLBACK_OF_A_FROZEN_WRITER;
    int parallelism = 1 + random.nextInt(MOST_CHUNKS_IN_FLIGHT);
    return new Trial(no, fault, point, when, alone ? 1 : parallelism);
  }
}

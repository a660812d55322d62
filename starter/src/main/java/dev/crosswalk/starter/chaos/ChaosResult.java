package dev.crosswalk.starter.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was tried and what came of it.
 *
 * @param deviations trials that ended otherwise than a calm run
 * @param notReached trials of which the run was over before it came to the point
 * @param faults how often each fault was made
 * @param points how often at which point
 * @param deviating one entry a deviation
 */
record ChaosResult(
    long seed,
    int iterations,
    int deviations,
    int notReached,
    Map<String, Integer> faults,
    Map<String, Integer> points,
    double seconds,
    List<Deviating> deviating) {

  /**
   * A trial that deviated.
   *
   * @param trial its number, by which it can be repeated
   * @param evidence the directory that holds what was found
   * @param again the command that repeats it
   */
  record Deviating(int trial, String what, String found, String evidence, String again) {}

  /** The same for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    faults.forEach((fault, count) -> lines.add("%5d  %s".formatted(count, fault)));
    lines.add(
        "%d trials of seed %d: %d deviations, %d points not reached, %.0f s"
            .formatted(iterations, seed, deviations, notReached, seconds));
    for (Deviating one : deviating) {
      lines.add("trial " + one.trial() + ", " + one.what() + ": " + one.found());
      lines.add("  " + one.evidence());
      lines.add("  again: " + one.again());
    }
    return lines;
  }
}

package dev.crosswalk.gate;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.plan.Check.Severity;
import java.util.List;

/** One number from 0 to 100 for many answers; what it is made of stands in docs/validation.md. */
public final class Score {
  private static final double WHILE_CRITICAL = 99.9;

  private Score() {}

  /**
   * The share of what was asked that holds, each question by its weight, rounded down to tenths.
   * 100 only if nothing that counts has failed or warned; at most 99.9 while anything critical
   * fails; 0 if nothing was asked that counts.
   */
  public static double of(List<CheckResult> results) {
    double weights = 0;
    double points = 0;
    boolean critical = false;
    for (CheckResult result : results) {
      double weight = weight(result);
      weights += weight;
      points += weight * (1 - offending(result));
      critical |= result.status().shuts() && result.question().severity() == Severity.CRITICAL;
    }
    double score = weights == 0 ? 0 : Math.floor(1000 * points / weights) / 10;
    return critical ? Math.min(WHILE_CRITICAL, score) : score;
  }

  private static double weight(CheckResult result) {
    return switch (result.status()) {
      case NOT_APPLICABLE, NOT_AVAILABLE -> 0;
      default ->
          switch (result.question().severity()) {
            case CRITICAL -> 10;
            case MAJOR -> 3;
            case MINOR -> 1;
            case INFO -> 0;
          };
    };
  }

  /** The share that offends: all of it where nobody has counted what could, or more than could. */
  private static double offending(CheckResult result) {
    return switch (result.status()) {
      case FAILED, WARNING -> {
        Long of = result.denominator();
        yield of == null || of == 0 ? 1 : Math.min(1, (double) result.violated() / of);
      }
      case ERROR -> 1;
      default -> 0;
    };
  }
}

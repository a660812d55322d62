package dev.crosswalk.plan;

import dev.crosswalk.failure.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rejected rows of an entity a plan tolerates. Codes are named as a whole, such as {@code
 * validation_failure.json}, or all of a kind by what stands before the dot; the whole name counts
 * first.
 *
 * @param critical codes of which one row is too many
 * @param major codes that count, which the others mean unless they are named
 * @param minor codes that do not count
 * @param errorTolerance the most of an entity's rows that may be rejected, in per cent; null: all
 * @param rollbackThreshold the share above which the phase is rolled back; null: it never is
 */
public record Budget(
    List<String> critical,
    List<String> major,
    List<String> minor,
    @Nullable Double errorTolerance,
    @Nullable Double rollbackThreshold) {

  /** That of a plan that says nothing. */
  public static final Budget NONE = new Budget(List.of(), List.of(), List.of(), null, null);

  /** What one rejected row means. */
  public enum Weight {
    CRITICAL,
    MAJOR,
    MINOR
  }

  /** What a rejected row of this code means. */
  public Weight weight(String code) {
    Weight whole = named(code);
    Weight kind = whole == null ? named(ErrorCode.of(code).category()) : whole;
    return kind == null ? Weight.MAJOR : kind;
  }

  private @Nullable Weight named(String name) {
    if (critical.contains(name)) {
      return Weight.CRITICAL;
    }
    if (major.contains(name)) {
      return Weight.MAJOR;
    }
    return minor.contains(name) ? Weight.MINOR : null;
  }
}

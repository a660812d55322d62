package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What a rule says about a value. */
public sealed interface Outcome {
  /** The value stays as it is. */
  Outcome KEEP = new Keep();

  /** See {@link #KEEP}. */
  record Keep() implements Outcome {}

  /**
   * Another value takes its place, which is counted.
   *
   * @param tag marks the row, null for no mark
   */
  record Change(@Nullable String value, @Nullable String tag) implements Outcome {}

  /** The row cannot be loaded with this value. */
  record Reject(ErrorCode code) implements Outcome {}

  static Outcome change(@Nullable String value) {
    return new Change(value, null);
  }

  /** Keeps an equal value, so that nothing is counted that did not change. */
  static Outcome of(@Nullable String before, @Nullable String after, @Nullable String tag) {
    if (tag == null && java.util.Objects.equals(before, after)) {
      return KEEP;
    }
    return new Change(after, tag);
  }
}

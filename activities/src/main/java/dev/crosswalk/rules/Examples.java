package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule makes of some values: printed in {@code docs/rules.md}, and each one a test. */
public final class Examples {
  /** The source key of every example. */
  public static final String KEY = "4711";

  /** One value put to the rule with these arguments. */
  public record Example(List<String> arguments, @Nullable String value, Outcome outcome) {}

  private final List<Example> all = new ArrayList<>();
  private List<String> arguments = List.of();

  private Examples() {}

  /** Examples of a call without an argument, until {@link #with} gives one. */
  static Examples of() {
    return new Examples();
  }

  /** Examples of a call with this text in its parentheses. */
  static Examples of(String argument) {
    return new Examples().with(argument);
  }

  /** What follows is called with this text in its parentheses. */
  Examples with(String argument) {
    arguments = List.of(argument);
    return this;
  }

  Examples keeps(@Nullable String value) {
    return add(value, Outcome.KEEP);
  }

  Examples changes(@Nullable String value, @Nullable String after) {
    return add(value, Outcome.change(after));
  }

  Examples tags(@Nullable String value, @Nullable String after, String tag) {
    return add(value, new Outcome.Change(after, tag));
  }

  Examples rejects(String value, ErrorCode code) {
    return add(value, new Outcome.Reject(code));
  }

  private Examples add(@Nullable String value, Outcome outcome) {
    all.add(new Example(arguments, value, outcome));
    return this;
  }

  /** The examples, in the order in which they are read best. */
  public List<Example> all() {
    return List.copyOf(all);
  }
}

package dev.crosswalk.plan;

import java.util.List;

/** A cleansing rule as a column calls it, such as {@code default(Unknown)}. */
public record RuleCall(String rule, List<String> arguments) {
  @Override
  public String toString() {
    return arguments.isEmpty() ? rule : rule + "(" + String.join(", ", arguments) + ")";
  }
}

package dev.crosswalk.rules;

import java.util.List;

/** Cuts a text to a number of characters and tags the row. */
public final class TruncateRule implements RuleProvider {

  @Override
  public String name() {
    return "truncate";
  }

  @Override
  public String description() {
    return "Cuts a text to a number of characters and tags the row.";
  }

  @Override
  public List<String> tags() {
    return List.of("truncated");
  }

  @Override
  public Examples examples() {
    return Examples.of("5")
        .keeps(null)
        .keeps("Ann B")
        .tags("Annabel", "Annab", "truncated")
        .tags("😀😀😀😀😀😀", "😀😀😀😀😀", "truncated");
  }

  @Override
  public Rule rule(List<String> arguments) {
    String text = RuleProvider.requireOne(arguments, "the number of characters");
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("takes a number of characters", notANumber);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("takes a number above zero");
    }
    return (value, key) -> {
      if (value == null || value.codePointCount(0, value.length()) <= limit) {
        return Outcome.KEEP;
      }
      return new Outcome.Change(
          value.substring(0, value.offsetByCodePoints(0, limit)), "truncated");
    };
  }
}

package dev.crosswalk.rules;

import java.util.List;
import java.util.regex.Pattern;

/** Turns each run of white space into one space. */
public final class CollapseRule implements RuleProvider {
  private static final Pattern RUNS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public String name() {
    return "collapse";
  }

  @Override
  public String description() {
    return "Turns each run of white space into one space.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("Bay Area Dental")
        .changes("Bay \t Area\nDental", "Bay Area Dental")
        .changes(" 東京\u3000矯正 ", " 東京 矯正 ");
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> value == null ? Outcome.KEEP : Outcome.of(value, collapse(value), null);
  }

  static String collapse(String value) {
    return RUNS.matcher(value).replaceAll(" ");
  }
}

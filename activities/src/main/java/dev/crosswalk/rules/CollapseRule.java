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
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) ->
        value == null ? Outcome.KEEP : Outcome.of(value, RUNS.matcher(value).replaceAll(" "), null);
  }
}

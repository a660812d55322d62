package dev.crosswalk.rules;

import java.util.List;

/** Gives NULL and blank values a text; {key} in it stands for the source key. */
public final class DefaultRule implements RuleProvider {

  @Override
  public String name() {
    return "default";
  }

  @Override
  public String description() {
    return "Gives NULL and blank values a text; {key} in it stands for the source key.";
  }

  @Override
  public Examples examples() {
    return Examples.of("Unknown")
        .keeps("Ann")
        .changes(null, "Unknown")
        .changes("  ", "Unknown")
        .with("Practice {key}")
        .changes(null, "Practice " + Examples.KEY);
  }

  @Override
  public Rule rule(List<String> arguments) {
    String text = RuleProvider.requireOne(arguments, "the text, such as default(Unknown)");
    return (value, key) ->
        value == null || TrimRule.trim(value).isEmpty()
            ? Outcome.change(text.replace("{key}", key))
            : Outcome.KEEP;
  }
}

package dev.crosswalk.rules;

import java.util.List;

/** Turns a value of nothing but white space into NULL. */
public final class BlankNullRule implements RuleProvider {

  @Override
  public String name() {
    return "blank_null";
  }

  @Override
  public String description() {
    return "Turns a value of nothing but white space into NULL.";
  }

  @Override
  public Examples examples() {
    return Examples.of().keeps(null).keeps(" a ").changes("", null).changes(" \t\u00A0", null);
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) ->
        value != null && TrimRule.trim(value).isEmpty() ? Outcome.change(null) : Outcome.KEEP;
  }
}

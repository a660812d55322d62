package dev.crosswalk.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns blank values and the words null, none, n/a and nan into NULL. */
public final class NullWordRule implements RuleProvider {
  private static final Set<String> WORDS = Set.of("", "null", "none", "n/a", "nan");

  @Override
  public String name() {
    return "null_word";
  }

  @Override
  public String description() {
    return "Turns blank values and the words null, none, n/a and nan into NULL.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("none of them")
        .changes("", null)
        .changes(" NULL ", null)
        .changes("n/a", null);
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) ->
        value != null && WORDS.contains(TrimRule.trim(value).toLowerCase(Locale.ROOT))
            ? Outcome.change(null)
            : Outcome.KEEP;
  }
}

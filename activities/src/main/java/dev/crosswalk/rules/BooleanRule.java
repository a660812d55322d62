package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the words for yes and no of Django, PostgreSQL and spreadsheets. */
public final class BooleanRule implements RuleProvider {
  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");
  private static final Outcome REJECT = new Outcome.Reject(ErrorCode.VALIDATION_FORMAT);

  @Override
  public String name() {
    return "boolean";
  }

  @Override
  public String description() {
    return "Turns true, t, yes, y, on and 1, in any case, into true, and their opposites into"
        + " false. Blank becomes NULL; any other text rejects the row.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("true")
        .changes("True", "true")
        .changes("t", "true")
        .changes(" YES ", "true")
        .changes("0", "false")
        .changes("Off", "false")
        .changes("", null)
        .rejects("maybe", ErrorCode.VALIDATION_FORMAT)
        .rejects("2", ErrorCode.VALIDATION_FORMAT);
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String word = TrimRule.trim(value).toLowerCase(Locale.ROOT);
      if (word.isEmpty()) {
        return Outcome.change(null);
      }
      if (TRUE.contains(word)) {
        return Outcome.of(value, "true", null);
      }
      return FALSE.contains(word) ? Outcome.of(value, "false", null) : REJECT;
    };
  }
}

package dev.crosswalk.rules;

import java.util.List;

/**
 * Cleanses the name of a person. Other words for nothing than the evidenced one are kept, for Nan
 * and None are names too, and so is every letter's case.
 */
public final class NameRule implements RuleProvider {
  private static final Outcome MISSING = new Outcome.Change(null, "name_missing");

  @Override
  public String name() {
    return "name";
  }

  @Override
  public String description() {
    return "Tidies the white space of a person's name; blank and the word null become NULL with a"
        + " tag. Letters stay as they are.";
  }

  @Override
  public List<String> tags() {
    return List.of("name_missing");
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps("de la Cruz")
        .keeps("Nan")
        .changes(" Anne \t Marie ", "Anne Marie")
        .changes("山田\u3000太郎", "山田 太郎")
        .tags(null, null, "name_missing")
        .tags("   ", null, "name_missing")
        .tags("NULL", null, "name_missing");
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> {
      if (value == null) {
        return MISSING;
      }
      String name = CollapseRule.collapse(TrimRule.trim(value));
      return name.isEmpty() || name.equalsIgnoreCase("null")
          ? MISSING
          : Outcome.of(value, name, null);
    };
  }
}

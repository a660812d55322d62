package dev.crosswalk.rules;

import java.util.List;

/** Keeps the digits and a leading plus; fewer than five digits become NULL with a tag. */
public final class PhoneRule implements RuleProvider {

  @Override
  public String name() {
    return "phone";
  }

  @Override
  public String description() {
    return "Keeps the digits and a leading plus; fewer than five digits become NULL with a tag.";
  }

  @Override
  public List<String> tags() {
    return List.of("phone_invalid");
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String text = TrimRule.trim(value);
      if (text.isEmpty()) {
        return Outcome.change(null);
      }
      StringBuilder digits = new StringBuilder(text.length());
      for (int at = 0; at < text.length(); at++) {
        int digit = Character.digit(text.charAt(at), 10);
        if (digit >= 0) {
          digits.append((char) (48 + digit));
        } else if (text.charAt(at) == (char) 43 && digits.isEmpty()) {
          digits.append((char) 43);
        }
      }
      long count = digits.chars().filter(Character::isDigit).count();
      return count < 5
          ? new Outcome.Change(null, "phone_invalid")
          : Outcome.of(value, digits.toString(), null);
    };
  }
}

package dev.crosswalk.rules;

import java.util.List;

/** Keeps the digits and a leading plus; fewer than five digits become NULL with a tag. */
public final class PhoneRule implements RuleProvider {
  /** What stands before digits that are of full width themselves, as typed in Japan. */
  private static final char FULL_WIDTH_PLUS = '\uFF0B';

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
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("+15555550100")
        .changes("(555) 555-0100", "5555550100")
        .changes("０３－１２３４－５６７８", "0312345678")
        .changes("", null)
        .tags("x12", null, "phone_invalid")
        .tags("call front desk", null, "phone_invalid");
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
        char character = text.charAt(at);
        int digit = Character.digit(character, 10);
        if (digit >= 0) {
          digits.append(digit);
        } else if ((character == '+' || character == FULL_WIDTH_PLUS) && digits.isEmpty()) {
          digits.append('+');
        }
      }
      long count = digits.chars().filter(Character::isDigit).count();
      return count < 5
          ? new Outcome.Change(null, "phone_invalid")
          : Outcome.of(value, digits.toString(), null);
    };
  }
}

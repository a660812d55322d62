package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.util.List;

/** Restores flags that were kept as text and lost their leading zeros, such as teeth of a jaw. */
public final class BitsRule implements RuleProvider {
  private static final Outcome REJECT = new Outcome.Reject(ErrorCode.VALIDATION_FORMAT);

  @Override
  public String name() {
    return "bits";
  }

  @Override
  public String description() {
    return "Fills a text of 0 and 1 with zeros from the left up to so many characters, such as the"
        + " sixteen teeth of a jaw. Blank becomes NULL; a longer text, or another character,"
        + " rejects the row.";
  }

  @Override
  public Examples examples() {
    return Examples.of("16")
        .keeps(null)
        .keeps("0000000000000000")
        .changes("11", "0000000000000011")
        .changes(" 0000000000000011 ", "0000000000000011")
        .changes("", null)
        .rejects("00000000000000000", ErrorCode.VALIDATION_FORMAT)
        .rejects("0012", ErrorCode.VALIDATION_FORMAT);
  }

  @Override
  public Rule rule(List<String> arguments) {
    String text = RuleProvider.requireOne(arguments, "the number of characters, such as bits(16)");
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("takes a number of characters from 1 to 9999");
    }
    int length = Integer.parseInt(text);
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String bits = TrimRule.trim(value);
      if (bits.isEmpty()) {
        return Outcome.change(null);
      }
      if (bits.length() > length || bits.chars().anyMatch(bit -> bit != '0' && bit != '1')) {
        return REJECT;
      }
      return Outcome.of(value, "0".repeat(length - bits.length()) + bits, null);
    };
  }
}

package dev.crosswalk.rules;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as people and databases write them: sign, digits, point. No separator is guessed. */
final class Numeral {
  /** Longer ones are no quantities, and cost time that grows with the square of their length. */
  private static final int LONGEST = 1000;

  private Numeral() {}

  /** The number, or null when the text is none. */
  static @Nullable BigDecimal parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    int digits = 0;
    int points = 0;
    for (int at = signed ? 1 : 0; at < text.length() && at <= LONGEST; at++) {
      char character = text.charAt(at);
      if (character == '.') {
        points++;
      } else if (character >= '0' && character <= '9') {
        digits++;
      } else {
        return null;
      }
    }
    return digits == 0 || points > 1 || text.length() > LONGEST ? null : new BigDecimal(text);
  }
}

package dev.crosswalk.rules;

import java.util.List;

/** Cuts white space, also of Unicode, from both ends. */
public final class TrimRule implements RuleProvider {

  @Override
  public String name() {
    return "trim";
  }

  @Override
  public String description() {
    return "Cuts white space, also of Unicode, from both ends.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("a  b")
        .changes(" a \n", "a")
        .changes("\u00A0\u3000a\u200B", "a")
        .changes("  ", "");
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> value == null ? Outcome.KEEP : Outcome.of(value, trim(value), null);
  }

  static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && blank(value.charAt(start))) {
      start++;
    }
    while (end > start && blank(value.charAt(end - 1))) {
      end--;
    }
    return start == 0 && end == value.length() ? value : value.substring(start, end);
  }

  /** What people do not see at the end of a value: no-break, next line and zero width included. */
  static boolean blank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u0085'
        || character == '\u200B'
        || character == '\uFEFF';
  }
}

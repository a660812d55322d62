package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Holds numbers to a scale, which a column of the target would round to without a word. */
public final class DecimalRule implements RuleProvider {
  private static final Outcome NO_NUMBER = new Outcome.Reject(ErrorCode.VALIDATION_FORMAT);
  private static final Outcome TOO_FINE = new Outcome.Reject(ErrorCode.RANGE);

  @Override
  public String name() {
    return "decimal";
  }

  @Override
  public String description() {
    return "Takes a number with up to so many digits after the point. Further digits reject the row"
        + " unless they are zeros; with round as second argument they are rounded, half away"
        + " from zero, and the row gets a tag. Blank becomes NULL. Thousands separators are"
        + " not guessed.";
  }

  @Override
  public List<String> tags() {
    return List.of("rounded");
  }

  @Override
  public Examples examples() {
    return Examples.of("2")
        .keeps(null)
        .keeps("-12.5")
        .changes(" 12.50 ", "12.50")
        .changes("12.500", "12.50")
        .changes("", null)
        .rejects("12.505", ErrorCode.RANGE)
        .rejects("1,234.50", ErrorCode.VALIDATION_FORMAT)
        .rejects("1e3", ErrorCode.VALIDATION_FORMAT)
        .rejects("NaN", ErrorCode.VALIDATION_FORMAT)
        .with("2, round")
        .tags("12.505", "12.51", "rounded")
        .changes("12.500", "12.50");
  }

  @Override
  public Rule rule(List<String> arguments) {
    List<String> words = RuleProvider.list(arguments);
    boolean round = words.size() == 2 && words.get(1).equals("round");
    if (words.size() != (round ? 2 : 1) || !words.get(0).matches("\\d{1,3}")) {
      throw new IllegalArgumentException(
          "takes the number of digits after the point, such as decimal(2) or decimal(2, round)");
    }
    int scale = Integer.parseInt(words.get(0));
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String text = TrimRule.trim(value);
      if (text.isEmpty()) {
        return Outcome.change(null);
      }
      BigDecimal number = Numeral.parse(text);
      if (number == null) {
        return NO_NUMBER;
      }
      if (number.scale() <= scale) {
        return Outcome.of(value, text, null);
      }
      BigDecimal fitting = number.setScale(scale, RoundingMode.HALF_UP);
      boolean exact = fitting.compareTo(number) == 0;
      return exact || round
          ? new Outcome.Change(fitting.toPlainString(), exact ? null : "rounded")
          : TOO_FINE;
    };
  }
}

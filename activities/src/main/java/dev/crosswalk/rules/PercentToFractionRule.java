package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.math.BigDecimal;
import java.util.List;

/** Reads rates of which some are percentages and some fractions: no rate is above 100 %. */
public final class PercentToFractionRule implements RuleProvider {
  private static final Outcome REJECT = new Outcome.Reject(ErrorCode.VALIDATION_FORMAT);
  private static final BigDecimal MOST = new BigDecimal("0.9999");

  @Override
  public String name() {
    return "percent_to_fraction";
  }

  @Override
  public String description() {
    return "Divides a rate above 1 by 100 and leaves one up to 1, which is a fraction already; more"
        + " than 0.9999 becomes that, with a tag. Blank becomes NULL; what is no number, or below"
        + " zero, rejects the row.";
  }

  @Override
  public List<String> tags() {
    return List.of("percent_capped");
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("0.1025")
        .keeps("0.0000")
        .changes("10.2500", "0.1025")
        .changes("18", "0.18")
        .changes("", null)
        .tags("1", "0.9999", "percent_capped")
        .tags("250", "0.9999", "percent_capped")
        .rejects("-7", ErrorCode.VALIDATION_FORMAT)
        .rejects("10 %", ErrorCode.VALIDATION_FORMAT);
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
      BigDecimal rate = Numeral.parse(text);
      if (rate == null || rate.signum() < 0) {
        return REJECT;
      }
      boolean percentage = rate.compareTo(BigDecimal.ONE) > 0;
      BigDecimal fraction = percentage ? rate.movePointLeft(2) : rate;
      if (fraction.compareTo(MOST) > 0) {
        return new Outcome.Change(MOST.toPlainString(), "percent_capped");
      }
      return percentage
          ? Outcome.change(fraction.stripTrailingZeros().toPlainString())
          : Outcome.of(value, text, null);
    };
  }
}

package dev.crosswalk.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Brings the spellings of a country together, so that a vocabulary has to list each once. Names are
 * left to the vocabulary: those that Java knows differ from version to version.
 */
public final class CountryRule implements RuleProvider {
  /** ISO 3166-1 alpha-2 by alpha-3. */
  private static final Map<String, String> CODES = codes();

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      codes.put(new Locale.Builder().setRegion(code).build().getISO3Country(), code);
    }
    return codes;
  }

  @Override
  public String name() {
    return "country";
  }

  @Override
  public String description() {
    return "Brings the spellings of a country together for a vocabulary: upper case, single spaces,"
        + " no full stops, and ISO 3166-1 alpha-2 for alpha-3. Blank becomes NULL. Names are the"
        + " vocabulary's to map.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("US")
        .keeps("日本")
        .changes(" usa ", "US")
        .changes("U.S.A.", "US")
        .changes("jpn", "JP")
        .changes("New  Zealand", "NEW ZEALAND")
        .changes(" ", null);
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String text = CollapseRule.collapse(TrimRule.trim(value.replace(".", "")));
      String country = text.toUpperCase(Locale.ROOT);
      return country.isEmpty()
          ? Outcome.change(null)
          : Outcome.of(value, CODES.getOrDefault(country, country), null);
    };
  }
}

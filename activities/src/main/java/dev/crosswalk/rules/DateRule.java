package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates written in stated ways. */
public final class DateRule implements RuleProvider {
  private static final Pattern YEARS = Pattern.compile("(\\d{4})\\.\\.(\\d{4})");
  private static final Outcome REJECT = new Outcome.Reject(ErrorCode.VALIDATION_FORMAT);

  @Override
  public String name() {
    return "date";
  }

  @Override
  public String description() {
    return "Turns a date into ISO form. Its arguments are the formats besides ISO (yyyy, MM or M,"
        + " dd or d, with separators) and a range of years: a date outside stays and tags"
        + " the row. Blank becomes NULL, infinity too, with a tag; a day that does not exist"
        + " rejects the row.";
  }

  @Override
  public List<String> tags() {
    return List.of("date_infinite", "date_out_of_range");
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("2015-02-28")
        .changes(" ", null)
        .tags("infinity", null, "date_infinite")
        .rejects("2015-02-30", ErrorCode.VALIDATION_FORMAT)
        .rejects("28.02.2015", ErrorCode.VALIDATION_FORMAT)
        .rejects("today", ErrorCode.VALIDATION_FORMAT)
        .with("dd.MM.yyyy, M/d/yyyy, 1880..2030")
        .keeps("2015-02-28")
        .changes("28.02.2015", "2015-02-28")
        .changes("2/28/2015", "2015-02-28")
        .tags("01.01.0001", "0001-01-01", "date_out_of_range")
        .rejects("28.02.15", ErrorCode.VALIDATION_FORMAT);
  }

  @Override
  public Rule rule(List<String> arguments) {
    List<DateFormat> formats = new ArrayList<>(List.of(DateFormat.ISO));
    LocalDate first = LocalDate.MIN;
    LocalDate last = LocalDate.MAX;
    for (String argument : RuleProvider.list(arguments)) {
      Matcher years = YEARS.matcher(argument);
      if (years.matches()) {
        first = LocalDate.of(Integer.parseInt(years.group(1)), 1, 1);
        last = LocalDate.of(Integer.parseInt(years.group(2)), 12, 31);
        if (last.isBefore(first)) {
          throw new IllegalArgumentException("the range " + argument + " ends before it begins");
        }
      } else {
        formats.add(new DateFormat(argument));
      }
    }
    requireOneMeaning(formats);
    return cleanse(List.copyOf(formats), first, last);
  }

  private static void requireOneMeaning(List<DateFormat> formats) {
    for (DateFormat one : formats) {
      for (DateFormat other : formats) {
        if (one.contradicts(other)) {
          throw new IllegalArgumentException(
              "the formats " + one + " and " + other + " read the same text as different days");
        }
      }
    }
  }

  private static Rule cleanse(List<DateFormat> formats, LocalDate first, LocalDate last) {
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String text = TrimRule.trim(value);
      if (text.isEmpty()) {
        return Outcome.change(null);
      }
      if (infinite(text)) {
        return new Outcome.Change(null, "date_infinite");
      }
      for (DateFormat format : formats) {
        LocalDate day = format.parse(text);
        if (day != null) {
          boolean inside = !day.isBefore(first) && !day.isAfter(last);
          return Outcome.of(value, day.toString(), inside ? null : "date_out_of_range");
        }
      }
      return REJECT;
    };
  }

  /** The words by which PostgreSQL writes what is later or earlier than every time. */
  static boolean infinite(String text) {
    return text.equals("infinity") || text.equals("-infinity");
  }
}

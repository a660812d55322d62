package dev.crosswalk.rules;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a date in numbers: {@code yyyy}, {@code MM} or {@code M}, {@code dd} or {@code
 * d}, each once, with anything but letters and digits between; or {@code yyyyMMdd}. A single letter
 * stands for one or two digits. A year has four: nobody knows the century of two.
 */
final class DateFormat {
  private static final Pattern PART = Pattern.compile("yyyy|MM?|dd?|.", Pattern.DOTALL);

  static final DateFormat ISO = new DateFormat("yyyy-MM-dd");

  private final String pattern;
  private final Pattern shape;

  /**
   * Takes a pattern.
   *
   * @throws IllegalArgumentException when it is none; the message says what would be
   */
  DateFormat(String pattern) {
    String parts = pattern.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    boolean separated = parts.matches("(?:(?:yyyy|MM?|dd?) ){2}(?:yyyy|MM?|dd?)");
    boolean each = parts.contains("y") && parts.contains("M") && parts.contains("d");
    if (!(separated && each) && !pattern.equals("yyyyMMdd")) {
      throw new IllegalArgumentException(
          "'" + pattern + "' is not a format of dates, such as dd/MM/yyyy or M/d/yyyy");
    }
    this.pattern = pattern;
    this.shape =
        Pattern.compile(
            PART.matcher(pattern)
                .replaceAll(part -> Matcher.quoteReplacement(expression(part.group()))));
  }

  private static String expression(String part) {
    return switch (part) {
      case "yyyy" -> "(?<year>[0-9]{4})";
      case "MM" -> "(?<month>[0-9]{2})";
      case "M" -> "(?<month>[0-9]{1,2})";
      case "dd" -> "(?<day>[0-9]{2})";
      case "d" -> "(?<day>[0-9]{1,2})";
      default -> Pattern.quote(part);
    };
  }

  /** The day that a text names, or null when it is written otherwise or there is no such day. */
  @Nullable LocalDate parse(String text) {
    Matcher parts = shape.matcher(text);
    return parts.matches()
        ? day(
            Integer.parseInt(parts.group("year")),
            Integer.parseInt(parts.group("month")),
            Integer.parseInt(parts.group("day")))
        : null;
  }

  private static @Nullable LocalDate day(int year, int month, int day) {
    try {
      return year == 0 ? null : LocalDate.of(year, month, day);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  /** Whether a text can be written in both ways and mean another day in each. */
  boolean contradicts(DateFormat other) {
    LocalDate day = LocalDate.of(2015, 1, 2);
    LocalDate read = other.parse(write(day));
    return read != null && !read.equals(day);
  }

  /** A day as the pattern has it, with two digits also for a single letter. */
  private String write(LocalDate day) {
    return pattern
        .replace("yyyy", Integer.toString(day.getYear()))
        .replaceAll("M+", "0" + day.getMonthValue())
        .replaceAll("d+", "0" + day.getDayOfMonth());
  }

  @Override
  public String toString() {
    return pattern;
  }
}

package dev.crosswalk.rules;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to write a date in numbers: {@code yyyy}, {@code MM} or {@code M}, {@code dd} or {@code
 * d}, each once, with anything but letters and digits between; or {@code yyyyMMdd}. A single letter
 * stands for one or two digits. A year has four: nobody knows the century of two.
 */
final class DateFormat {
  private static final Pattern PART = Pattern.compile("yyyy|MM?|dd?|.", Pattern.DOTALL);

  /**
   * A number, or what stands between numbers.
   *
   * @param text as the pattern has it: {@code yyyy}, {@code M} …, or what the date has there, too
   * @param most digits; 0 for what is no number
   */
  private record Part(String text, int least, int most) {
    static Part of(String text) {
      return switch (text) {
        case "yyyy" -> new Part(text, 4, 4);
        case "MM", "dd" -> new Part(text, 2, 2);
        case "M", "d" -> new Part(text, 1, 2);
        default -> new Part(text, 0, 0);
      };
    }

    /** Where the part ends that begins there, or −1 if it does not. */
    int end(String date, int start) {
      if (most == 0) {
        return date.startsWith(text, start) ? start + text.length() : -1;
      }
      int end = start;
      while (end < date.length() && end < start + most && isDigit(date.charAt(end))) {
        end++;
      }
      return end < start + least ? -1 : end;
    }

    private static boolean isDigit(char one) {
      return one >= '0' && one <= '9';
    }
  }

  static final DateFormat ISO = new DateFormat("yyyy-MM-dd");

  private final String pattern;
  private final List<Part> parts;

  /**
   * Takes a pattern.
   *
   * @throws IllegalArgumentException when it is none; the message says what would be
   */
  DateFormat(String pattern) {
    String numbers = pattern.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    boolean separated = numbers.matches("(?:(?:yyyy|MM?|dd?) ){2}(?:yyyy|MM?|dd?)");
    boolean each = numbers.contains("y") && numbers.contains("M") && numbers.contains("d");
    if (!(separated && each) && !pattern.equals("yyyyMMdd")) {
      throw new IllegalArgumentException(
          "'" + pattern + "' is not a format of dates, such as dd/MM/yyyy or M/d/yyyy");
    }
    this.pattern = pattern;
    this.parts = PART.matcher(pattern).results().map(part -> Part.of(part.group())).toList();
  }

  /** The day that a text names, or null when it is written otherwise or there is no such day. */
  @Nullable LocalDate parse(String text) {
    int year = 0;
    int month = 0;
    int day = 0;
    int at = 0;
    for (Part part : parts) {
      int end = part.end(text, at);
      if (end < 0) {
        return null;
      }
      if (part.most() > 0) {
        int number = Integer.parseInt(text, at, end, 10);
        switch (part.text().charAt(0)) {
          case 'y' -> year = number;
          case 'M' -> month = number;
          default -> day = number;
        }
      }
      at = end;
    }
    return at == text.length() ? day(year, month, day) : null;
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

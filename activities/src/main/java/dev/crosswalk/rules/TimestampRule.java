package dev.crosswalk.rules;

import dev.crosswalk.failure.ErrorCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a time names its offset, so that no session's setting decides what it means. The
 * offsets of a zone are those that this Java knows.
 */
public final class TimestampRule implements RuleProvider {
  private static final Outcome REJECT = new Outcome.Reject(ErrorCode.VALIDATION_FORMAT);

  /** Date, hour, minute, second, fraction, offset; each part of bounded length. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[ T]([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(\\.\\d{1,9})?)?"
              + " ?(Z|[+-](?:0\\d|1[0-5])(?::?[0-5]\\d(?::?[0-5]\\d)?)?)?");

  @Override
  public String name() {
    return "timestamp";
  }

  @Override
  public String description() {
    return "Requires an ISO date and time with an offset. Its argument is the time zone of texts"
        + " without one: the offset at that time is added; of the two that an hour has when clocks"
        + " are set back, the first, with a tag. Blank becomes NULL, infinity too, with a tag; what"
        + " no clock shows rejects the row.";
  }

  @Override
  public List<String> tags() {
    return List.of("timestamp_infinite", "timestamp_ambiguous");
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .keeps("2015-02-28 10:11:12.5+09")
        .keeps("2015-02-28T10:11Z")
        .changes("", null)
        .tags("-infinity", null, "timestamp_infinite")
        .rejects("2015-02-28 10:11:12", ErrorCode.VALIDATION_FORMAT)
        .rejects("2015-02-30 10:11:12Z", ErrorCode.VALIDATION_FORMAT)
        .rejects("now", ErrorCode.VALIDATION_FORMAT)
        .with("America/New_York")
        .keeps("2015-02-28 10:11:12+09")
        .changes("2015-02-28 10:11:12", "2015-02-28 10:11:12-05:00")
        .tags("2015-11-01 01:30:00", "2015-11-01 01:30:00-04:00", "timestamp_ambiguous")
        .rejects("2015-03-08 02:30:00", ErrorCode.VALIDATION_FORMAT);
  }

  @Override
  public Rule rule(List<String> arguments) {
    ZoneId zone = arguments.isEmpty() ? null : zone(arguments);
    return (value, key) -> {
      if (value == null) {
        return Outcome.KEEP;
      }
      String text = TrimRule.trim(value);
      if (text.isEmpty()) {
        return Outcome.change(null);
      }
      if (DateRule.infinite(text)) {
        return new Outcome.Change(null, "timestamp_infinite");
      }
      Matcher parts = TIME.matcher(text);
      LocalDate day = parts.matches() ? DateFormat.ISO.parse(parts.group(1)) : null;
      if (day == null) {
        return REJECT;
      }
      return parts.group(6) != null
          ? Outcome.of(value, text, null)
          : placed(text, local(day, parts), zone);
    };
  }

  private static ZoneId zone(List<String> arguments) {
    String name = RuleProvider.requireOne(arguments, "a time zone, such as Asia/Tokyo");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("takes a time zone, such as Asia/Tokyo", unknown);
    }
  }

  /** The fraction of a second decides about no offset. */
  private static LocalDateTime local(LocalDate day, Matcher parts) {
    String seconds = parts.group(4);
    return day.atTime(
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        seconds == null ? 0 : Integer.parseInt(seconds));
  }

  private static Outcome placed(String text, LocalDateTime time, @Nullable ZoneId zone) {
    List<ZoneOffset> offsets = zone == null ? List.of() : zone.getRules().getValidOffsets(time);
    if (offsets.isEmpty()) {
      return REJECT;
    }
    return new Outcome.Change(
        text + offsets.get(0).getId(), offsets.size() == 1 ? null : "timestamp_ambiguous");
  }
}

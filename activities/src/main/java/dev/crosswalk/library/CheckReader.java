package dev.crosswalk.library;

import dev.crosswalk.plan.Check;
import dev.crosswalk.plan.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a check file: its first line says why it matters, comments below may set {@code key:
 * value}, the rest is the query. It is stored as it stands, so reading it again is all there is.
 */
public final class CheckReader {
  private static final Pattern SETTING = Pattern.compile("-- ?([a-z]+(?: [a-z]+)?): *(.*)");

  private static final List<String> KEYS =
      List.of("document", "severity", "threshold", "of", "as meant");

  private static final List<String> SEVERITIES = List.of("critical", "major", "minor");

  private final String name;
  private final String text;
  private final Problems problems;

  /** A setting and where it stands. */
  private record Setting(String value, int line) {}

  private CheckReader(String name, String text, Problems problems) {
    this.name = name;
    this.text = text;
    this.problems = problems;
  }

  /** The check of a stored file; what is wrong in it was told when the library was read. */
  public static Check read(Expression file) {
    return read(file.name(), file.sql(), new Problems());
  }

  static Check read(String name, String text, Problems problems) {
    return new CheckReader(name, text, problems).check();
  }

  private Check check() {
    List<String> documents = new ArrayList<>();
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> head = text.lines().takeWhile(line -> line.startsWith("--")).toList();
    for (int no = 1; no < head.size(); no++) {
      Matcher setting = SETTING.matcher(head.get(no).strip());
      if (setting.matches()) {
        keep(setting.group(1), new Setting(setting.group(2), no + 1), settings, documents);
      }
    }
    String why = head.isEmpty() ? "" : head.get(0).substring(2).strip();
    if (why.isEmpty()) {
      problem(1, "a check says in its first line why it matters: -- Nobody feeds a stray.");
    }
    Setting meant = settings.get("as meant");
    Setting severity = settings.get("severity");
    Setting threshold = settings.get("threshold");
    if (meant != null) {
      decidedElsewhere("severity", severity);
      decidedElsewhere("threshold", threshold);
    }
    if (threshold != null && !settings.containsKey("of")) {
      problem(threshold.line(), "a share of what? Add a line such as -- of: pets");
    }
    return new Check(
        name,
        why,
        documents,
        meant != null ? Check.Severity.INFO : severity(severity),
        threshold == null ? null : percent(threshold),
        value(settings, "of"),
        value(settings, "as meant"),
        query(text));
  }

  private void keep(
      String key, Setting setting, Map<String, Setting> settings, List<String> documents) {
    if (!KEYS.contains(key)) {
      problem(
          setting.line(),
          "unknown key '"
              + key
              + "'; known: "
              + String.join(", ", KEYS)
              + ", or reword the comment");
    } else if (setting.value().isEmpty()) {
      problem(setting.line(), "'" + key + "' has no value");
    } else if (key.equals("document")) {
      documents.add(setting.value());
    } else if (settings.putIfAbsent(key, setting) != null) {
      problem(setting.line(), "'" + key + "' stands here twice");
    }
  }

  /** A check that is not meant to the letter has no say of its own. */
  private void decidedElsewhere(String key, @Nullable Setting setting) {
    if (setting != null) {
      problem(
          setting.line(), "the check named by 'as meant' decides; leave '" + key + "' out here");
    }
  }

  private Check.Severity severity(@Nullable Setting setting) {
    if (setting == null) {
      return Check.Severity.MAJOR;
    }
    if (!SEVERITIES.contains(setting.value())) {
      problem(
          setting.line(),
          "expected " + String.join(" or ", SEVERITIES) + ", got '" + setting.value() + "'");
      return Check.Severity.MAJOR;
    }
    return Check.Severity.valueOf(setting.value().toUpperCase(Locale.ROOT));
  }

  private @Nullable Double percent(Setting setting) {
    Double percent = PlanReader.percent(setting.value());
    if (percent == null) {
      problem(setting.line(), PlanReader.PERCENTAGE);
    }
    return percent;
  }

  private static @Nullable String value(Map<String, Setting> settings, String key) {
    Setting setting = settings.get(key);
    return setting == null ? null : setting.value();
  }

  /** The query of a check, without a semicolon at its end. */
  public static String query(String text) {
    String sql = text.strip();
    return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
  }

  private void problem(int line, String message) {
    problems.add("checks/" + name + ".sql", line, message);
  }
}

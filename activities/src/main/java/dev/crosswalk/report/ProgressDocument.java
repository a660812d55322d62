package dev.crosswalk.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far each phase is, for people: {@code migration_progress_report.md}. Holds what a {@link
 * Report} holds, so neither a value nor a key of any row.
 */
public final class ProgressDocument {
  private static final String HEAD =
      """
      | phase | entity type | expected | current | remaining | progress | status | completed at | errors |
      | ---: | --- | ---: | ---: | ---: | ---: | --- | --- | --- |
      """;

  private ProgressDocument() {}

  /** The document as Markdown; the same report gives the same text. */
  public static String of(Report report) {
    Report.Run run = report.run();
    StringBuilder text = new StringBuilder();
    text.append("# Migration progress: run ").append(run.id()).append("\n\n");
    text.append("Plan ").append(run.plan());
    if (run.selection() != null) {
      text.append(", of it ").append(run.selection());
    }
    text.append(". Status: ").append(run.status()).append(". Started ").append(run.started());
    text.append(run.ended() == null ? "." : ", ended " + run.ended() + ".").append("\n");
    if (run.reason() != null) {
      text.append("\n").append(cell(run.reason())).append("\n");
    }
    text.append("\n").append(HEAD);
    int no = 0;
    for (Report.Phase phase : report.phases()) {
      no++;
      for (Report.Entity entity : phase.entities()) {
        line(text, no, entity);
      }
    }
    text.append(
        """

        expected: rows of the source without those that the plan leaves out; before they are counted,
        what the plan's documents promise. current: rows that are in the target.

        """);
    drift(report, text);
    text.append("Next step:");
    if (report.nextSteps().isEmpty()) {
      return text.append(" nothing is left to do for this run.\n").toString();
    }
    return text.append("\n\n    ").append(report.nextSteps().get(0)).append("\n").toString();
  }

  /** Where the source is not as the documents have it. */
  private static void drift(Report report, StringBuilder text) {
    List<String> lines = new ArrayList<>();
    for (Report.Phase phase : report.phases()) {
      for (Report.Entity entity : phase.entities()) {
        if (entity.drift() != null) {
          lines.add("- " + entity.drift() + "\n");
        }
      }
    }
    lines.forEach(text::append);
    text.append(lines.isEmpty() ? "" : "\n");
  }

  private static void line(StringBuilder text, int phase, Report.Entity entity) {
    Report.Account account = entity.accounting();
    boolean counted = account.source() > 0 || entity.ended();
    Long expected =
        counted ? Long.valueOf(account.source() - account.filtered()) : entity.expected();
    long current = account.inserted() + account.existing();
    text.append("| ").append(phase);
    text.append(" | ").append(entity.entity());
    text.append(" | ").append(expected == null ? "" : number(expected));
    text.append(" | ").append(number(current));
    text.append(" | ").append(expected == null ? "" : number(Math.max(0, expected - current)));
    text.append(" | ").append(percent(expected, current));
    text.append(" | ").append(status(entity.status()));
    text.append(" | ").append(entity.timings().ended() == null ? "" : entity.timings().ended());
    text.append(" | ").append(String.join("; ", errors(entity))).append(" |\n");
  }

  private static String number(long rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }

  /** Rounded down: what is not all is not 100. */
  private static String percent(@Nullable Long expected, long current) {
    if (expected == null) {
      return "";
    }
    long tenths = expected == 0 ? 1000 : Math.min(1000, 1000 * current / expected);
    return tenths / 10 + "." + tenths % 10 + " %";
  }

  /** One of the four words that the migration's documents know. */
  private static String status(String status) {
    return switch (status) {
      case "validated" -> "completed";
      case "failed" -> "failed";
      case "migrating", "completed", "rolling_back" -> "in_progress";
      default -> "not_started";
    };
  }

  private static List<String> errors(Report.Entity entity) {
    List<String> errors = new ArrayList<>();
    if (entity.reason() != null) {
      String code = entity.code() == null ? "" : entity.code() + ": ";
      errors.add(cell(code + entity.reason()));
    }
    entity.rejectsByCode().forEach((code, rows) -> errors.add(number(rows) + " × " + code));
    entity.checks().stream()
        .filter(Report.Check::shuts)
        .forEach(check -> errors.add("check " + check.check() + ": " + check.status()));
    return errors;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}

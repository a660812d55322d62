package dev.crosswalk.starter.display;

import dev.crosswalk.gate.Score;
import dev.crosswalk.gate.Validation;
import dev.crosswalk.gate.ValidationResult;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Meaning;
import dev.crosswalk.ledger.CheckResult.Status;
import dev.crosswalk.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a validation found, for people: a line for each entity, then all that does not hold. */
public final class ValidationText {
  /** The rest stands in the ledger. */
  private static final int KEYS = 3;

  private ValidationText() {}

  /** Keys of the target's rows are shown, never a value of one. */
  public static List<String> of(String run, List<Validation.Found> found) {
    List<String> lines = new ArrayList<>();
    lines.add("Validation of run " + run + ", holding of those asked:");
    TextTable table =
        new TextTable(
            "phase",
            "entity",
            "status",
            ">score",
            ">system",
            ">entity",
            ">relationship",
            ">business");
    List<CheckResult> all = new ArrayList<>();
    for (Validation.Found one : found) {
      row(table, one.phase(), one.step(), one.results());
      all.addAll(one.results());
    }
    row(table, "", "all", all);
    lines.addAll(table.lines());
    for (Validation.Found one : found) {
      for (CheckResult result : one.results()) {
        if (result.status() != Status.PASSED && result.status() != Status.NOT_APPLICABLE) {
          tell(one.step(), result, lines);
        }
      }
    }
    return lines;
  }

  private static void row(TextTable table, String phase, String step, List<CheckResult> results) {
    table.row(
        phase,
        step,
        ValidationResult.overall(results),
        String.format(Locale.ROOT, "%.1f", Score.of(results)),
        holding(results, Meaning.SYSTEM),
        holding(results, Meaning.ENTITY),
        holding(results, Meaning.RELATIONSHIP),
        holding(results, Meaning.BUSINESS));
  }

  /** Such as 3/4; what is not applicable or not available is not among those asked. */
  private static String holding(List<CheckResult> results, Meaning meaning) {
    long asked = 0;
    long holds = 0;
    for (CheckResult result : results) {
      Status status = result.status();
      if (result.question().kind().meaning() == meaning
          && status != Status.NOT_APPLICABLE
          && status != Status.NOT_AVAILABLE) {
        asked++;
        holds += status == Status.PASSED || status == Status.PASSED_WITH_VIOLATIONS ? 1 : 0;
      }
    }
    return asked == 0 ? "-" : holds + "/" + asked;
  }

  private static void tell(String step, CheckResult result, List<String> lines) {
    lines.add("");
    lines.add(
        step
            + "."
            + result.check()
            + ": "
            + result.status().word().replace('_', ' ')
            + " ("
            + result.question().severity().name().toLowerCase(Locale.ROOT)
            + ")");
    lines.add("  " + ValidationResult.message(result));
    if (!result.keys().isEmpty()) {
      List<String> first = result.keys().stream().limit(KEYS).toList();
      lines.add(
          "  keys: "
              + String.join(", ", first)
              + (result.violated() > KEYS ? ", …; more in crosswalk.check_result" : ""));
    }
    if (result.status() != Status.NOT_AVAILABLE) {
      lines.add("  " + ValidationResult.suggestion(result));
    }
  }
}

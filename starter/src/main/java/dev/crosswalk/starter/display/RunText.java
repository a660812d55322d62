package dev.crosswalk.starter.display;

import dev.crosswalk.report.AccountingTable;
import dev.crosswalk.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's report for people: how it stands, the account, and what went wrong. */
public final class RunText {
  private RunText() {}

  public static List<String> of(Report report) {
    List<String> lines = new ArrayList<>();
    String reason = report.run().reason() == null ? "" : " (" + report.run().reason() + ")";
    lines.add("Run " + report.run().id() + ": " + report.run().status().replace('_', ' ') + reason);
    if (report.run().selection() != null) {
      lines.add("Loaded " + report.run().selection() + ".");
    }
    lines.add("");
    lines.addAll(AccountingTable.lines(report));
    rejects(report, lines);
    failedChecks(report, lines);
    if (report.run().ended() != null
        && report.totals().inserted() == 0
        && report.totals().read() > 0) {
      lines.add("");
      lines.add("Nothing was inserted: every row that can be is in the target already.");
    }
    return lines;
  }

  private static void rejects(Report report, List<String> lines) {
    List<Report.Pattern> patterns = report.rejectsSummary().topPatterns();
    if (patterns.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Rejects and deferred rows by reason:");
    for (Report.Pattern pattern : patterns) {
      String column = pattern.column() == null ? "" : "." + pattern.column();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %,7d  %s%s  %s",
              pattern.count(),
              pattern.entity(),
              column,
              pattern.code()));
      lines.add("           " + pattern.suggestion());
    }
  }

  private static void failedChecks(Report report, List<String> lines) {
    for (Report.Phase phase : report.phases()) {
      for (Report.Entity entity : phase.entities()) {
        for (Report.Check check : entity.checks()) {
          if (!check.holds()) {
            lines.add("");
            lines.add(told(entity.entity(), check));
          }
        }
      }
    }
  }

  private static String told(String entity, Report.Check check) {
    String what = "Check " + check.check() + " of " + entity + ": ";
    return what
        + check.status().replace('_', ' ')
        + (check.violated() == 0
            ? ""
            : String.format(Locale.ROOT, ", %,d offending rows", check.violated()))
        + (check.asMeant() == null ? "" : "; it is meant as " + check.asMeant());
  }
}

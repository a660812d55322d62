package dev.crosswalk.starter;

import dev.crosswalk.report.AccountingTable;
import dev.crosswalk.report.Report;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a demo prints on stdout at the end of a run. */
final class Closing {
  private final Demo.Choices choices;
  private final Connections connections;
  private final PrintWriter out;

  Closing(Demo.Choices choices, Connections connections, PrintWriter out) {
    this.choices = choices;
    this.connections = connections;
    this.out = out;
  }

  /** The databases of a demo that is not kept are gone when its steps could be taken. */
  Report withNextSteps(Report report) {
    List<String> steps = new ArrayList<>();
    if (choices.keep()) {
      steps.addAll(report.nextSteps());
      if (connections.temporal().kind() != EmbeddedTemporal.Kind.IN_MEMORY) {
        steps.add(connections.runAgain(choices.plan()));
      }
      return report.withNextSteps(steps);
    }
    for (String step : report.nextSteps()) {
      if (step.startsWith("crosswalk plan ")) {
        steps.add(step);
      }
    }
    steps.add("crosswalk demo --plan " + choices.plan() + " --keep");
    if (choices.runs() == 1) {
      steps.add("crosswalk demo --plan " + choices.plan() + " --runs 2");
    }
    return report.withNextSteps(steps);
  }

  /** As JSON, nothing but the last report may stand on stdout. */
  void print(Report report, Path file, boolean last) {
    if (choices.output() == Output.JSON) {
      if (last) {
        out.println(report.json());
      }
      out.flush();
      return;
    }
    out.println();
    out.println(
        "Run "
            + report.run().id()
            + ": "
            + report.run().status().replace('_', ' ')
            + reason(report));
    out.println();
    AccountingTable.lines(report).forEach(out::println);
    rejects(report);
    failedChecks(report);
    if (report.totals().inserted() == 0 && report.totals().read() > 0) {
      out.println();
      out.println("Nothing was inserted: every row that can be is in the target already.");
    }
    out.println();
    out.println("Report: " + file);
    if (last) {
      out.println("Next:");
      report.nextSteps().forEach(step -> out.println("  " + step));
    }
    out.flush();
  }

  private static String reason(Report report) {
    return report.run().reason() == null ? "" : " (" + report.run().reason() + ")";
  }

  private void rejects(Report report) {
    List<Report.Pattern> patterns = report.rejectsSummary().topPatterns();
    if (patterns.isEmpty()) {
      return;
    }
    out.println();
    out.println("Rejects and deferred rows by reason:");
    for (Report.Pattern pattern : patterns) {
      String column = pattern.column() == null ? "" : "." + pattern.column();
      out.println(
          String.format(
              Locale.ROOT,
              "  %,7d  %s%s  %s",
              pattern.count(),
              pattern.entity(),
              column,
              pattern.code()));
      out.println("           " + pattern.suggestion());
    }
  }

  private void failedChecks(Report report) {
    for (Report.Phase phase : report.phases()) {
      for (Report.Entity entity : phase.entities()) {
        for (Report.Check check : entity.checks()) {
          if (!check.status().equals("passed")) {
            out.println();
            out.println(
                String.format(
                    Locale.ROOT,
                    "Check %s of %s: %s, %,d offending rows",
                    check.check(),
                    entity.entity(),
                    check.status(),
                    check.violated()));
          }
        }
      }
    }
  }
}

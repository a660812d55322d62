package dev.crosswalk.starter.demo;

import dev.crosswalk.report.Report;
import dev.crosswalk.starter.display.RunText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
      steps.add(connections.runAgain(choices.plan()));
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
    if (choices.json()) {
      if (last) {
        out.println(report.json());
      }
      out.flush();
      return;
    }
    out.println();
    RunText.of(report).forEach(out::println);
    out.println();
    out.println("Report: " + file);
    if (last) {
      out.println("Next:");
      report.nextSteps().forEach(step -> out.println("  " + step));
    }
    out.flush();
  }
}

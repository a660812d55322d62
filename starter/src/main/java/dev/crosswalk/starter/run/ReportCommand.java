package dev.crosswalk.starter.run;

import dev.crosswalk.report.ProgressDocument;
import dev.crosswalk.report.Report;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what the ledger knows of a run, running or over: report.json, on any machine.",
      "A worker with report_directory writes both documents after every phase."
    })
public final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--progress",
      description = "Print migration_progress_report.md instead: how far each phase is.")
  private boolean progress;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReportCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Report report;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      report = desk.report(desk.run(options.run()).run());
    }
    if (progress) {
      out.print(ProgressDocument.of(report));
    } else {
      out.println(report.json());
    }
  }
}

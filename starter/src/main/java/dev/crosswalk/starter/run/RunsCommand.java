package dev.crosswalk.starter.run;

import dev.crosswalk.report.Runs;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the runs that the target's ledger knows, the latest first.")
public final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RunsCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Runs runs;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      runs = desk.runs();
    }
    if (output.json()) {
      output.print(runs.all());
      return;
    }
    TextTable table = new TextTable("run", "plan", "status", "started", "ended", "workflow");
    for (Runs.Line line : runs.all()) {
      table.row(
          line.run(),
          line.plan(),
          line.status(),
          line.started(),
          line.ended() == null ? "owns the target" : line.ended(),
          line.workflowId());
    }
    table.lines().forEach(out::println);
  }
}

package dev.crosswalk.starter.run;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.Runs;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.display.RunText;
import dev.crosswalk.starter.display.StatusText;
import dev.crosswalk.workflows.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Tells where a run stands, why it waits, and the command that lets it go on.",
      "Numbers come from the ledger; when no worker or no Temporal answers, everything does."
    })
public final class StatusCommand implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private OutputOption output;

  @Option(
      names = "--print",
      description = "Print the temporal command line that asks the workflow, and do nothing.")
  private boolean print;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatusCommand() {}

  /** The whole answer, for JSON. */
  record Answer(@Nullable RunStatus workflow, Report report) {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      if (print) {
        out.println(TemporalLine.query(desk.workflowId(options.run())));
        return;
      }
      Runs.Line run = desk.run(options.run());
      Report report = desk.report(run.run());
      RunStatus live = run.ended() == null ? live(desk, run) : null;
      if (output.json()) {
        output.print(new Answer(live, report));
      } else if (run.ended() == null) {
        StatusText.of(report, desk.progress(run.run()), live).forEach(out::println);
      } else {
        RunText.of(report).forEach(out::println);
      }
    }
  }

  private @Nullable RunStatus live(Desk desk, Runs.Line run) {
    try {
      return desk.within(
          PATIENCE,
          "status of workflow '" + run.workflowId() + "'",
          () -> desk.workflow(run.workflowId()).query("status", RunStatus.class));
    } catch (Failure silent) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "crosswalk: from the ledger alone, as of its last change: " + silent.getMessage());
      return null;
    }
  }
}

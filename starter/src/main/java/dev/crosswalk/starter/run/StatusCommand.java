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

  /**
   * The whole answer, for JSON.
   *
   * @param owner {@code live}, {@code lost} when the workflow of a run that has not ended is gone,
   *     {@code unknown} when Temporal does not answer; null when the run is over
   * @param next the command that lets a lost run go on
   */
  record Answer(
      @Nullable RunStatus workflow, @Nullable String owner, @Nullable String next, Report report) {}

  /** What Temporal says about a run's owner. */
  private record Owner(@Nullable String word, @Nullable LostRun lost) {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      if (print) {
        out.println(TemporalLine.query(desk.workflowId(options.run())));
        return;
      }
      Owner owner = owner(desk, desk.run(options.run()));
      LostRun lost = owner.lost();
      Runs.Line run = desk.run(options.run());
      Report report = desk.report(run.run());
      RunStatus live = "live".equals(owner.word()) && run.ended() == null ? live(desk, run) : null;
      if (output.json()) {
        output.print(new Answer(live, owner.word(), lost == null ? null : lost.resume(), report));
      } else if (lost != null) {
        StatusText.lost(report, desk.progress(run.run()), lost.why(), lost.resume(), lost.abort())
            .forEach(out::println);
      } else if (run.ended() == null) {
        StatusText.of(report, desk.progress(run.run()), live).forEach(out::println);
      } else {
        RunText.of(report).forEach(out::println);
      }
    }
  }

  private Owner owner(Desk desk, Runs.Line run) {
    if (run.ended() != null) {
      return new Owner(null, null);
    }
    try {
      LostRun lost = LostRun.find(desk, run.run());
      return new Owner(lost == null ? "live" : "lost", lost);
    } catch (Failure silent) {
      alone(silent);
      return new Owner("unknown", null);
    }
  }

  private void alone(Failure silent) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("crosswalk: from the ledger alone, as of its last change: " + silent.getMessage());
  }

  private @Nullable RunStatus live(Desk desk, Runs.Line run) {
    try {
      return desk.within(
          PATIENCE,
          "status of workflow '" + run.workflowId() + "'",
          () -> desk.workflow(run.workflowId()).query("status", RunStatus.class));
    } catch (Failure silent) {
      alone(silent);
      return null;
    }
  }
}

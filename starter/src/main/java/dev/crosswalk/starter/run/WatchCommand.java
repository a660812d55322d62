package dev.crosswalk.starter.run;

import dev.crosswalk.report.Runs;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a run until it is over, then its account; the exit code tells how it ended.",
      "Ctrl-C ends the watching, not the run."
    })
public final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  WatchCommand() {}

  @Override
  public Integer call() {
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      Runs.Line run = desk.run(options.run());
      return new FollowedRun(
              desk, run.run(), desk.workflow(run.workflowId()), spec.commandLine(), false)
          .toEnd(output.json());
    }
  }
}

package dev.crosswalk.starter.plan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan}: what would be migrated, and how. Writes nothing anywhere. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Shows, checks and estimates plans; only estimate and lint --databases need databases.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PlanList.class,
      PlanShow.class,
      PlanLint.class,
      PlanExplain.class,
      PlanEstimate.class
    })
public final class PlanCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  PlanCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

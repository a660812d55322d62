package dev.crosswalk.starter.rejects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk rejects}. */
@Command(
    name = "rejects",
    mixinStandardHelpOptions = true,
    description = "Rows that could not be written: which, why, and another try.",
    subcommands = {RejectsSummary.class, RejectsList.class, RejectsShow.class, RejectsReplay.class},
    synopsisSubcommandLabel = "COMMAND")
public final class RejectsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  RejectsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

package dev.crosswalk.starter.backup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copies of the target's tables from before a phase: which there are, and back.",
    subcommands = {BackupList.class, BackupRestore.class},
    synopsisSubcommandLabel = "COMMAND")
public final class BackupCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  BackupCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

package dev.crosswalk.starter.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk config}: what Crosswalk is told from outside. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Shows the settings; reaches neither databases nor Temporal.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ConfigShow.class)
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ConfigCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

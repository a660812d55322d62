package dev.crosswalk.starter.schema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk schema}: the only place that changes the target's structure. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Makes and shows the target's structure: modern tables, ledger, roles.",
      "Enters as the owner of CROSSWALK_TARGET_OWNER_URL; no run changes structure."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {SchemaApply.class, SchemaInfo.class, SchemaBaseline.class, SchemaDocument.class})
public final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  SchemaCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

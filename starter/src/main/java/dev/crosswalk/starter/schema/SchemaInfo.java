package dev.crosswalk.starter.schema;

import dev.crosswalk.report.TextTable;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk schema info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of modern tables and ledger, applied or pending.")
final class SchemaInfo implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SchemaInfo() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Schemas.Version> versions =
        Schemas.versions(
            Surroundings.of(spec).settings(Access.TARGET_OWNER).endpoint(Access.TARGET_OWNER));
    if (output.json()) {
      output.print(versions);
      return;
    }
    TextTable table = new TextTable("schema", "version", "description", "state", "installed");
    for (Schemas.Version version : versions) {
      table.row(
          version.schema(),
          version.version(),
          version.description(),
          version.state(),
          version.installed() == null ? "" : version.installed());
    }
    table.lines().forEach(out::println);
  }
}

package dev.crosswalk.starter;

import dev.crosswalk.report.TextTable;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk schema info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of modern tables and ledger, applied or pending.")
final class SchemaInfo implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES}.")
  private Output output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SchemaInfo() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Schemas.Version> versions =
        Schemas.versions(
            Surroundings.of(spec).settings(Access.TARGET_OWNER).endpoint(Access.TARGET_OWNER));
    if (output == Output.JSON) {
      out.println(PlanOptions.json(versions));
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

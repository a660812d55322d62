package dev.crosswalk.starter.schema;

import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.starter.command.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk schema baseline}. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "For a target whose modern tables were made by other means, perhaps half-loaded: declares"
          + " that they are there up to a version, so that apply adds only what is later.",
      "Changes no table; see with 'plan lint --databases' whether they are what plans need."
    })
final class SchemaBaseline implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--baseline-version",
      paramLabel = "V",
      required = true,
      description = "The last version of sql/modern that the tables correspond to, such as 001.")
  private String version;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SchemaBaseline() {}

  @Override
  public void run() {
    Schemas.baseline(
        Surroundings.of(spec).settings(Access.TARGET_OWNER).endpoint(Access.TARGET_OWNER), version);
    spec.commandLine()
        .getOut()
        .println("modern tables up to version " + version + " count as applied; next:");
    spec.commandLine().getOut().println("  crosswalk schema apply");
  }
}

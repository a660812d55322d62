package dev.crosswalk.starter.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.schema.Grants;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.schema.Manifest;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Fills an empty database with a synthetic legacy system, faults included; nothing is real.",
      "Enters as the owner of CROSSWALK_SOURCE_OWNER_URL; refuses a database that holds anything."
    })
public final class GenerateCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;
  @Mixin private SyntheticOptions synthetic;

  @Option(
      names = "--grant-to",
      paramLabel = "USER",
      description = "Also make this user, which must exist, a member of crosswalk_reader.")
  private @Nullable String user;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  GenerateCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    LegacyDatabase.Synthetic asked = synthetic.get();
    Settings settings = Surroundings.of(spec).settings(Access.SOURCE_OWNER);
    settings.refuseInProduction("crosswalk generate");
    Endpoint owner = settings.endpoint(Access.SOURCE_OWNER);
    Manifest manifest = LegacyDatabase.generate(owner, asked);
    Schemas.grantSource(owner);
    if (user != null) {
      Grants.reader(owner, user);
    }
    if (output.json()) {
      output.print(new Planted(asked, manifest.quirks()));
      return;
    }
    table(manifest).lines().forEach(out::println);
    out.println(
        "synthetic legacy data at scale "
            + asked.scale().toPlainString()
            + ", seed "
            + asked.seed()
            + ", quirks "
            + asked.quirks());
    out.println("what was planted, and a query of its keys: table crosswalk_manifest");
    out.println("granted what role crosswalk_reader needs");
    if (user != null) {
      out.println("user " + user + " is a member of crosswalk_reader, read-only");
    }
  }

  /** What {@code --output json} prints. */
  private record Planted(LegacyDatabase.Synthetic asked, List<Manifest.Quirk> quirks) {}

  private static TextTable table(Manifest manifest) {
    TextTable table = new TextTable("quirk", ">rows", "what");
    for (Manifest.Quirk quirk : manifest.quirks()) {
      table.row(
          quirk.quirk(), String.format(Locale.ROOT, "%,d", quirk.planted()), quirk.description());
    }
    return table;
  }
}

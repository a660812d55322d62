package dev.crosswalk.starter.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.schema.Grants;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.settings.Access;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk schema apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Applies what is missing of the modern tables and the ledger, and the grants of roles"
          + " crosswalk_loader, crosswalk_remediator and crosswalk_auditor.",
      "May be repeated; each version is applied whole or not at all."
    })
final class SchemaApply implements Runnable {
  @Spec private CommandSpec spec;

  @Option(names = "--print", description = "Print the SQL that would be run, and run nothing.")
  private boolean print;

  @Option(
      names = "--ledger-only",
      description = {
        "For a target with tables of your own: the ledger alone, with the grants on it of",
        "crosswalk_loader and crosswalk_auditor. Rights on your tables are yours to grant."
      })
  private boolean ledgerOnly;

  @Option(
      names = "--grant-to",
      paramLabel = "USER",
      description = "Also make this user, which must exist, a member of crosswalk_loader.")
  private @Nullable String user;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SchemaApply() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Endpoint owner =
        Surroundings.of(spec).settings(Access.TARGET_OWNER).endpoint(Access.TARGET_OWNER);
    if (print) {
      out.println(ledgerOnly ? Schemas.pendingLedgerSql(owner) : Schemas.pendingSql(owner));
      return;
    }
    List<Schemas.Version> versions =
        ledgerOnly ? Schemas.ledgerVersions(owner) : Schemas.versions(owner);
    List<Schemas.Version> pending = versions.stream().filter(Schemas.Version::pending).toList();
    if (ledgerOnly) {
      Schemas.applyLedgerWithRoles(owner);
    } else {
      Schemas.applyTarget(owner);
    }
    for (Schemas.Version version : pending) {
      out.println(
          "applied " + version.schema() + " " + version.version() + " " + version.description());
    }
    if (pending.isEmpty()) {
      out.println("every version is there already");
    }
    out.println(
        ledgerOnly
            ? "granted what roles crosswalk_loader and crosswalk_auditor need of the ledger"
            : "granted what roles crosswalk_loader, crosswalk_remediator, crosswalk_auditor need");
    if (user != null) {
      Grants.loader(owner, user);
      out.println("user " + user + " is a member of crosswalk_loader");
    }
  }
}

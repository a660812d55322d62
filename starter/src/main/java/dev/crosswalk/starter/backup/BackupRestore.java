package dev.crosswalk.starter.backup;

import dev.crosswalk.backup.Restore;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.settings.Access;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk backup restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Brings tables to exactly the content of a backup, all or none, proven by digest. Refused",
      "while a run owns the target, and when rows of other tables depend on what would go.",
      "To undo what a run did, and nothing else, there is rollback."
    })
final class BackupRestore implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "ID", description = "The backup's number.")
  private long id;

  @Option(
      names = "--yes",
      description = "Do it: what was written to these tables since the backup is lost.")
  private boolean yes;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BackupRestore() {}

  /** The whole answer, for JSON. */
  record Answer(long backup, List<Restore.Table> tables) {}

  @Override
  public void run() {
    if (!yes) {
      throw new ParameterException(
          spec.commandLine(),
          "what was written to these tables since backup " + id + " will be lost; say --yes");
    }
    List<Restore.Table> tables = restore();
    if (output.json()) {
      output.print(new Answer(id, tables));
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    TextTable text = new TextTable("table", "deleted", "inserted", "rows", "digest");
    for (Restore.Table table : tables) {
      text.row(
          table.table(),
          Long.toString(table.deleted()),
          Long.toString(table.inserted()),
          Long.toString(table.rows()),
          table.digest().substring(0, 16));
    }
    text.lines().forEach(out::println);
    out.println("Restored backup " + id + ": every table has the digest that it had then.");
  }

  private List<Restore.Table> restore() {
    try (Connection target =
        Databases.connectTarget(Surroundings.of(spec).settings(Access.TARGET).target())) {
      target.setAutoCommit(false);
      return new Restore(target).restore(id, System.getProperty("user.name", "unknown"));
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "restore of backup " + id);
    }
  }
}

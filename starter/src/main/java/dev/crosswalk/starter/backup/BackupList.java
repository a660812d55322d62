package dev.crosswalk.starter.backup;

import dev.crosswalk.ledger.BackupLedger;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.run.Desk;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk backup list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists backups, the latest first, with what they hold and where.")
final class BackupList implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "Run id or workflow id. Default: all runs.")
  private @Nullable String run;

  @Option(names = "--all", description = "Also those whose copies are gone.")
  private boolean all;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BackupList() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Backup> backups;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      String wanted = run == null ? null : desk.run(run).run();
      backups =
          desk.ledger(target -> new BackupLedger(target).list(wanted)).stream()
              .filter(backup -> all || !backup.status().equals("dropped"))
              .toList();
    }
    if (output.json()) {
      output.print(backups);
      return;
    }
    if (backups.isEmpty()) {
      out.println("no backup");
      return;
    }
    TextTable table =
        new TextTable(
            "id", "run", "before phase", "what", "status", "tables", "rows", "kB", "where");
    for (Backup backup : backups) {
      table.row(
          Long.toString(backup.id()),
          backup.run(),
          backup.phase(),
          backup.scope().equals("full") ? "all tables" : "the phase's",
          backup.status(),
          Integer.toString(backup.tables()),
          Long.toString(backup.rows()),
          Long.toString((backup.bytes() + 1023) / 1024),
          backup.place());
    }
    table.lines().forEach(out::println);
    for (Backup backup : backups) {
      for (String left : backup.leftOut()) {
        spec.commandLine().getErr().println("backup " + backup.id() + " is without " + left);
      }
    }
  }
}

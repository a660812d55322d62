package dev.crosswalk.starter.rejects;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.RejectReader;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.run.Desk;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk rejects show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what is against a row, in every run that met it, and the values it had in the source.",
      "Values of columns with personal data are masked; --values shows them and is audited."
    })
final class RejectsShow implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "ENTITY", description = "The row's entity.")
  private String entity;

  @Parameters(index = "1", paramLabel = "KEY", description = "The row's key in the source.")
  private String key;

  @Option(
      names = "--values",
      description = "Show personal data too; who looked is kept in crosswalk.audit.")
  private boolean values;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RejectsShow() {}

  @Override
  public void run() {
    List<RejectReader.Shown> rejects;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      rejects = desk.ledger(target -> new RejectReader(target).shown(entity, key, values));
      if (rejects.isEmpty()) {
        throw new Failure(
            ErrorCode.INPUT,
            "no reject of entity '" + entity + "' has this key; see: crosswalk rejects list");
      }
      if (values) {
        audit(desk, rejects);
      }
    }
    if (output.json()) {
      output.print(rejects);
    } else {
      rejects.forEach(this::print);
    }
  }

  /** Before anything is shown: what cannot be audited is not shown. */
  private void audit(Desk desk, List<RejectReader.Shown> rejects) {
    try (Connection target = desk.settings().target().connect("target")) {
      new RejectReader(target).audit(System.getProperty("user.name", "unknown"), rejects);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "crosswalk.audit, which must know of this");
    }
    spec.commandLine()
        .getErr()
        .println("crosswalk: this look at values was noted in crosswalk.audit");
  }

  private void print(RejectReader.Shown shown) {
    PrintWriter out = spec.commandLine().getOut();
    RejectReader.Reject reject = shown.reject();
    out.println(
        "%s %s in run %s: %s %s"
            .formatted(
                reject.entity(),
                reject.sourceKey(),
                reject.run(),
                reject.status().equals("open") ? reject.disposition() : reject.status(),
                reject.code()));
    line("severity", reject.severity());
    line("SQLSTATE", Shown.orDash(reject.sqlState()));
    line("table", Shown.orDash(reject.table()));
    line("column", Shown.orDash(reject.column()));
    line("constraint", Shown.orDash(reject.constraint()));
    if (reject.parentEntity() != null) {
      line("waits for", reject.parentEntity() + " " + reject.parentKey());
    }
    line("tried", reject.attempt() + " times, last " + reject.lastSeen());
    if (reject.resolvedBy() != null) {
      line("resolved", "by " + reject.resolvedBy() + ", " + reject.resolvedAt());
    }
    line("what to do", reject.suggestion());
    out.println("  source values");
    for (RejectReader.Value value : shown.values()) {
      out.println(
          "    %-28s %s".formatted(value.column(), value.value() == null ? "NULL" : value.value()));
    }
  }

  private void line(String name, String text) {
    spec.commandLine().getOut().println("  %-12s %s".formatted(name, text));
  }
}

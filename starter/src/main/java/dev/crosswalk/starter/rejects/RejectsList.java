package dev.crosswalk.starter.rejects;

import dev.crosswalk.report.RejectReader;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.run.Desk;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk rejects list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists rejects of a run with their keys, without any other value of the rows.")
final class RejectsList implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private RejectOptions options;
  @Mixin private OutputOption output;

  /** Which rejects. */
  enum Status {
    OPEN,
    RESOLVED,
    UNDONE,
    ALL
  }

  @Option(
      names = "--status",
      paramLabel = "S",
      defaultValue = "open",
      description = "Which: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Status status;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RejectsList() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RejectReader.Page page;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      String run = desk.run(options.run()).run();
      String wanted =
          status == Status.ALL ? null : status.name().toLowerCase(java.util.Locale.ROOT);
      page =
          desk.ledger(
              target ->
                  new RejectReader(target)
                      .page(run, options.entity(), options.code(), wanted, limit));
    }
    if (output.json()) {
      output.print(page);
      return;
    }
    TextTable table =
        new TextTable("id", "entity", "key", "what", "code", "column", "waits for", "tried");
    for (RejectReader.Reject reject : page.rejects()) {
      table.row(
          Long.toString(reject.id()),
          reject.entity(),
          reject.sourceKey(),
          reject.status().equals("open") ? reject.disposition() : reject.status(),
          reject.code(),
          Shown.orDash(reject.column()),
          reject.parentEntity() == null ? "-" : reject.parentEntity() + " " + reject.parentKey(),
          Integer.toString(reject.attempt()));
    }
    table.lines().forEach(out::println);
    long more = page.rows() - page.rejects().size();
    if (more > 0) {
      spec.commandLine().getErr().println(more + " more; --limit shows them");
    }
  }
}

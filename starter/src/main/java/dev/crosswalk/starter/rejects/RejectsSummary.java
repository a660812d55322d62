package dev.crosswalk.starter.rejects;

import dev.crosswalk.report.RejectReader;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.run.Desk;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk rejects summary}. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    description = {
      "Counts open rejects that are alike: one line a cause, with the rows that wait for it.",
      "A row that is open in several runs counts in the latest one."
    })
final class RejectsSummary implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private RejectOptions options;
  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RejectsSummary() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<RejectReader.Pattern> patterns;
    String run;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      run = desk.run(options.run()).run();
      patterns =
          desk.ledger(
              target -> new RejectReader(target).patterns(run, options.entity(), options.code()));
    }
    if (output.json()) {
      output.print(patterns);
      return;
    }
    if (patterns.isEmpty()) {
      out.println("Run " + run + ": no open reject of this kind.");
      return;
    }
    TextTable table =
        new TextTable("entity", "code", "severity", "column", "constraint", "rows", "deferred");
    for (RejectReader.Pattern pattern : patterns) {
      table.row(
          pattern.entity(),
          pattern.code(),
          pattern.severity(),
          Shown.orDash(pattern.column()),
          Shown.orDash(pattern.constraint()),
          Long.toString(pattern.rows()),
          Long.toString(pattern.deferred()));
    }
    table.lines().forEach(out::println);
    out.println();
    out.println("deferred: rows that wait for those of the line, and arrive with them.");
    patterns.stream()
        .map(pattern -> pattern.code() + ": " + pattern.suggestion())
        .distinct()
        .forEach(out::println);
    out.println("When the reason is gone: crosswalk rejects replay " + run);
  }
}

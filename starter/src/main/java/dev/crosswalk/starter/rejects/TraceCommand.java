package dev.crosswalk.starter.rejects;

import dev.crosswalk.report.Trace;
import dev.crosswalk.report.TraceReader;
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

/** {@code crosswalk trace}. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what became of one row: of a legacy row by its table and key, or where a new row came",
      "from by its table and id. Shows keys, ids and codes, no other value."
    })
public final class TraceCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "TABLE", description = "A legacy or a new table.")
  private String table;

  @Parameters(index = "1", paramLabel = "KEY", description = "The legacy key, or the new id.")
  private String key;

  @Option(names = "--plan", paramLabel = "P", description = "Runs of this plan only.")
  private @Nullable String plan;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TraceCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Trace> traces;
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      traces = desk.ledger(target -> new TraceReader(target, plan).of(table, key));
    }
    if (output.json()) {
      output.print(traces);
      return;
    }
    for (Trace trace : traces) {
      out.println(
          "%s %s -> %s %s"
              .formatted(
                  trace.legacyTable(),
                  trace.legacyKey(),
                  trace.targetTable(),
                  Shown.orDash(trace.targetId())));
      out.println(
          "  entity %s, run %s (plan %s): %s"
              .formatted(trace.entity(), trace.run(), trace.plan(), trace.disposition()));
      trace.notes().forEach(note -> out.println("  " + note));
    }
  }
}

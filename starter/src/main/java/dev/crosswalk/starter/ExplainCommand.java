package dev.crosswalk.starter;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.OutputOption;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explains an error code: what has happened, what it costs, what to do.",
      "docs/errors.md has all of it on one page."
    })
final class ExplainCommand implements Runnable {
  private static final int MOST_NAMED = 3;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      completionCandidates = Keys.class,
      description =
          "A code, such as validation_failure.json, or the part before its dot. Default: all.")
  private @Nullable String code;

  @Mixin private OutputOption output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ExplainCommand() {}

  /** One code in the answer. */
  record Line(
      String code,
      String severity,
      boolean retryable,
      String costs,
      List<String> sqlstates,
      String when,
      String suggestion) {
    static Line of(ErrorCode code) {
      return new Line(
          code.key(),
          code.severity().name().toLowerCase(Locale.ROOT),
          code.retryable(),
          code.cost().words(),
          SqlFailures.states(code),
          code.when(),
          code.suggestion());
    }
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Line> lines =
        Stream.of(ErrorCode.values())
            .filter(one -> code == null || code.equals(one.key()) || code.equals(one.category()))
            .map(Line::of)
            .toList();
    if (lines.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no code '" + code + "'; nearest: " + String.join(", ", nearest()));
    }
    if (output.json()) {
      output.print(lines);
    } else if (lines.size() == 1) {
      explain(lines.get(0), out);
    } else {
      TextTable table = new TextTable("code", "severity", "costs", "when");
      lines.forEach(one -> table.row(one.code(), one.severity(), one.costs(), one.when()));
      table.lines().forEach(out::println);
    }
  }

  private static void explain(Line line, PrintWriter out) {
    out.println(line.code() + ": " + line.when());
    out.println("  severity    " + line.severity());
    out.println("  costs       " + line.costs());
    out.println("  retryable   " + (line.retryable() ? "yes, by itself" : "no"));
    if (!line.sqlstates().isEmpty()) {
      out.println("  SQLSTATE    " + String.join(", ", line.sqlstates()));
    }
    out.println("  what to do  " + line.suggestion());
  }

  private List<String> nearest() {
    String typed = String.valueOf(code).toLowerCase(Locale.ROOT);
    return Stream.of(ErrorCode.values())
        .map(ErrorCode::key)
        .sorted(Comparator.comparingInt(key -> distance(typed, key)))
        .limit(MOST_NAMED)
        .toList();
  }

  /** How many characters to add, drop or replace; none when all that was typed stands there. */
  private static int distance(String typed, String key) {
    if (key.contains(typed)) {
      return 0;
    }
    int[] row = new int[key.length() + 1];
    Arrays.setAll(row, at -> at);
    for (int from = 1; from <= typed.length(); from++) {
      int corner = row[0];
      row[0] = from;
      for (int to = 1; to <= key.length(); to++) {
        int replaced = corner + (typed.charAt(from - 1) == key.charAt(to - 1) ? 0 : 1);
        corner = row[to];
        row[to] = Math.min(replaced, Math.min(row[to - 1], corner) + 1);
      }
    }
    return row[key.length()];
  }

  /** What a shell may complete. */
  static final class Keys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ErrorCode.values()).map(ErrorCode::key).iterator();
    }
  }
}

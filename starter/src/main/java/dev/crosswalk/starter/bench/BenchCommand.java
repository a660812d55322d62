package dev.crosswalk.starter.bench;

import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk bench}: what accounting for every row costs, on this machine or on servers. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Measures a whole migration of one large table, Temporal and ledger included, beside one"
          + " stream of plain COPY of the same rows into the same table, in turns.",
      "",
      "The table has two references, a JSON column, cleansing rules, CHECKs and five indexes; its"
          + " rows are synthetic. Databases are embedded and gone afterwards, the worker is a"
          + " process of its own, and Temporal is what `crosswalk demo` would take.",
      "",
      "With --servers the databases are those of the CROSSWALK_SOURCE_* and CROSSWALK_TARGET_*"
          + " settings, entered as owner and as worker. Both must be empty; what is made in them"
          + " (schemas crosswalk_bench and crosswalk) is dropped at the end."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured; every account balances, and exactly the planted rows were rejected",
      "1:internal error; please report it",
      "2:an option or a setting is wrong, or a database is not empty",
      "3:a database refuses what a bench has to do",
      "6:accounts, rejects or rows are not what they must be",
      "75:a server did not start or answer"
    })
public final class BenchCommand implements Callable<Integer> {
  /** Whether neighbouring rows have the same parents. */
  enum Keys {
    ORDERED,
    RANDOM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "769000",
      description = "Rows of the large table.")
  private long rows;

  @Option(
      names = "--bad",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "How many of them cannot be loaded, for reasons of six kinds.")
  private BigDecimal bad;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often both are measured; what counts is the median.")
  private int pairs;

  @Option(
      names = "--keys",
      paramLabel = "ORDER",
      defaultValue = "ordered",
      description = "Parents of neighbouring rows: ${COMPLETION-CANDIDATES}.")
  private Keys keys;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description = "Rows a target transaction. Default: the worker's.")
  private @Nullable Integer batchRows;

  @Option(
      names = "--chunk-rows",
      paramLabel = "N",
      description = "Rows a chunk. Default: the worker's.")
  private @Nullable Integer chunkRows;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Chunks in flight. Default: the number of cores, at most 4.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--rollback",
      description =
          "Also measure rollbacks: of a run that filled the empty table, and of one that did so"
              + " beside rows of others, a tenth as many, and updated half of those.")
  private boolean rollback;

  @Option(
      names = "--servers",
      description = "Measure on the servers that the settings name, instead of embedded ones.")
  private boolean servers;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BenchCommand() {}

  @Override
  public Integer call() {
    require(rows >= 1 && rows <= 1_000_000_000, "--rows must be from 1 to 1000000000");
    require(
        bad.signum() >= 0 && bad.compareTo(BigDecimal.valueOf(50)) <= 0,
        "--bad must be from 0 to 50");
    require(pairs >= 1 && pairs <= 100, "--pairs must be from 1 to 100");
    require(in(batchRows, 1_000_000), "--batch-rows must be from 1 to 1000000");
    require(in(chunkRows, 100_000_000), "--chunk-rows must be from 1 to 100000000");
    require(in(parallelism, 64), "--parallelism must be from 1 to 64");
    Bench.Choices choices =
        new Bench.Choices(
            rows, bad, pairs, keys, batchRows, chunkRows, parallelism, rollback, servers);
    BenchResult result =
        new Bench(choices, Surroundings.of(spec), spec.commandLine().getErr()).run();
    if (output.json()) {
      output.print(result);
    } else {
      BenchText.of(result).forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  private static boolean in(@Nullable Integer number, int most) {
    return number == null || (number >= 1 && number <= most);
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}

package dev.crosswalk.starter.chaos;

import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk chaos}: proves on this machine that a run survives what is done to it. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Disturbs runs on purpose and compares each with a calm one: every row of the target, the"
          + " account, the rejects; nothing twice, nothing missing.",
      "",
      "Databases and Temporal are started for it and gone afterwards, all data is synthetic, and"
          + " workers are processes of their own. Each trial makes one fault, at a named point of"
          + " the way of a row. Needs the temporal command line."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no deviation",
      "1:internal error; please report it",
      "2:an option is wrong, or the temporal command line is missing",
      "6:at least one trial deviated; what was found is kept",
      "75:a server did not start or answer"
    })
public final class ChaosCommand implements Callable<Integer> {
  private static final String SCALE = "0.01";

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "40",
      description = "How many trials. Default: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The same seed makes the same faults. Default: a new one, which is told.")
  private @Nullable Long seed;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "1",
      description = "The number of the first trial, to repeat a single one. Default: 1.")
  private int first;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}. Default: all.")
  private @Nullable List<Fault> faults;

  @Option(
      names = "--evidence",
      paramLabel = "DIR",
      defaultValue = "crosswalk-chaos",
      description =
          "Where to keep what was found when a trial deviates. Default: ${DEFAULT-VALUE}.")
  private Path evidence;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ChaosCommand() {}

  @Override
  public Integer call() {
    require(iterations >= 1 && iterations <= 100_000, "--iterations must be from 1 to 100000");
    require(first >= 1, "--first must be 1 or more");
    Chaos.Choices choices =
        new Chaos.Choices(
            iterations,
            first,
            seed == null ? new SecureRandom().nextInt(1_000_000) : seed,
            faults == null ? List.of(Fault.values()) : faults,
            new LegacyDatabase.Synthetic(new BigDecimal(SCALE), "chaos", "all", false),
            evidence);
    ChaosResult result =
        new Chaos(choices, Surroundings.of(spec), spec.commandLine().getErr()).run();
    if (output.json()) {
      output.print(result);
    } else {
      result.lines().forEach(spec.commandLine().getOut()::println);
    }
    return result.deviations() == 0 ? ExitCodes.DONE : ExitCodes.INVALID;
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}

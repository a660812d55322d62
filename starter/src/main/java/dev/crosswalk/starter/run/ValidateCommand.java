package dev.crosswalk.starter.run;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.gate.Validation;
import dev.crosswalk.gate.ValidationResult;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.display.ValidationText;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = {
      "Checks what a run has loaded, while it runs or long after: counts, references, keys,",
      "required columns, vocabularies, business checks. Only reads the target, and keeps what it",
      "finds in the ledger. Exit code 6 when something does not hold."
    })
public final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private OutputOption output;

  @Option(
      names = "--level",
      paramLabel = "L",
      defaultValue = "standard",
      description = "How deep: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Depth level;

  @Option(names = "--phase", split = ",", paramLabel = "P", description = "These phases only.")
  private List<String> phases = new ArrayList<>();

  @Option(names = "--entity", split = ",", paramLabel = "E", description = "These entities only.")
  private List<String> entities = new ArrayList<>();

  @Option(
      names = "--select",
      split = ",",
      paramLabel = "S",
      description = "What the plan calls so under 'selections' only.")
  private List<String> selections = new ArrayList<>();

  @Option(
      names = "--stored",
      description = {
        "Ask no table: judge what was found last by the checks and thresholds of the library as",
        "they are now."
      })
  private boolean stored;

  @Option(names = "--strict", description = "Exit code 6 for warnings, too.")
  private boolean strict;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ValidateCommand() {}

  @Override
  public Integer call() {
    Surroundings surroundings = Surroundings.of(spec);
    String run;
    try (Desk desk = new Desk(surroundings)) {
      run = desk.run(options.run()).run();
    }
    Settings settings = surroundings.settings(Access.TARGET);
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<Validation.Found> found;
    try (Connection target = Databases.connectTarget(settings.target())) {
      found = validate(target, new Library(PlanFiles.of(settings.plans())), run);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "validation of run '" + run + "'");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      output.print(found.stream().map(one -> ValidationResult.of(one, at)).toList());
    } else {
      ValidationText.of(run, found).forEach(out::println);
    }
    return exit(found);
  }

  /** Asks in one snapshot that cannot be written in, and keeps the answers afterwards. */
  private List<Validation.Found> validate(Connection target, Library library, String run)
      throws SQLException {
    Validation.Part part = new Validation.Part(phases, entities, selections);
    target.setAutoCommit(false);
    target.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    target.setReadOnly(true);
    Validation validation = new Validation(target, library, run);
    if (!validation.leftOut().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("not loaded, so left out: " + String.join(", ", validation.leftOut()));
    }
    List<Validation.Found> found = stored ? validation.stored(part) : validation.ask(part, level);
    target.rollback();
    target.setReadOnly(false);
    target.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    if (stored) {
      validation.judge(found);
    } else {
      validation.keep(found);
    }
    target.commit();
    return found;
  }

  private int exit(List<Validation.Found> found) {
    for (Validation.Found one : found) {
      String overall = ValidationResult.overall(one.results());
      if (overall.equals("failed") || (strict && warns(one.results()))) {
        return ExitCodes.INVALID;
      }
    }
    return ExitCodes.DONE;
  }

  private static boolean warns(List<CheckResult> results) {
    return results.stream().anyMatch(result -> result.status() == CheckResult.Status.WARNING);
  }
}

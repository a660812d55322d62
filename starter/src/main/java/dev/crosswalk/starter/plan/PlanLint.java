package dev.crosswalk.starter.plan;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Names everything wrong with plans, entities, vocabularies and checks, by file and line.",
      "With --databases it also asks the two databases: names, types, keys, order, rights, SQL."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is wrong, except for warnings",
      "2:something is",
      "3:a database refuses the user",
      "75:a database cannot be reached"
    })
final class PlanLint implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;
  @Mixin private OutputOption output;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PLAN",
      description = "The plan to hold against the databases. Default: all of them.")
  private @Nullable String name;

  @Option(
      names = "--databases",
      description = {
        "Ask the databases of CROSSWALK_SOURCE_URL and CROSSWALK_TARGET_URL, with the rights of",
        "their users. Reads no row, writes nothing."
      })
  private boolean databases;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanLint() {}

  @Override
  public Integer call() {
    Library library = options.library();
    List<CompiledPlan> plans = new ArrayList<>();
    for (Plan plan : library.plans()) {
      if (name == null || plan.plan().equals(name)) {
        plans.add(library.draft(plan.plan()));
      }
    }
    if (name != null && plans.isEmpty()) {
      library.draft(name);
    }
    List<Problem> problems = new ArrayList<>(library.problems());
    if (databases) {
      problems.addAll(ask(library, plans));
    }
    tell(problems, plans.size());
    return problems.stream().anyMatch(Problem::refuses) ? ExitCodes.USAGE : ExitCodes.DONE;
  }

  /** Both databases are reached before one is asked: nothing is told by halves. */
  private List<Problem> ask(Library library, List<CompiledPlan> plans) {
    Settings settings = Surroundings.of(spec).settings(Access.SOURCE, Access.TARGET);
    List<Problem> problems = new ArrayList<>();
    try (Connection source = Databases.connectSource(settings.source());
        Connection target = Databases.connectTarget(settings.target())) {
      for (CompiledPlan plan : plans) {
        problems.addAll(DatabaseLint.problems(library, plan, source, target));
      }
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "lint");
    }
    return problems.stream().distinct().toList();
  }

  private void tell(List<Problem> problems, int plans) {
    if (output.json()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("databases", databases);
      answer.put("problems", problems);
      output.print(answer);
      return;
    }
    problems.forEach(spec.commandLine().getOut()::println);
    long errors = problems.stream().filter(Problem::refuses).count();
    long warnings = problems.size() - errors;
    String found = errors == 0 ? "no problems" : errors + " to correct";
    spec.commandLine()
        .getErr()
        .println(
            (plans == 1 ? "1 plan" : plans + " plans")
                + " linted: "
                + found
                + (warnings == 0
                    ? ""
                    : ", " + warnings + (warnings == 1 ? " warning" : " warnings"))
                + (databases ? "" : "; no database was asked (--databases)"));
  }
}

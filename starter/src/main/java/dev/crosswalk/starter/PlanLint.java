package dev.crosswalk.starter;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk plan lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Names everything wrong with plans, entities, vocabularies and checks, by file and line.",
      "Asks no database: whether tables and columns exist is seen when a run starts."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is wrong", "2:something is"})
final class PlanLint implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanLint() {}

  @Override
  public Integer call() {
    Library library = options.library();
    List<Problem> problems = library.problems();
    if (options.json()) {
      spec.commandLine().getOut().println(PlanOptions.json(Map.of("problems", problems)));
    } else {
      problems.forEach(spec.commandLine().getOut()::println);
      String found = problems.isEmpty() ? "no problems" : problems.size() + " to correct";
      spec.commandLine().getErr().println(plans(library.plans().size()) + " linted: " + found);
    }
    return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.USAGE;
  }

  private static String plans(int count) {
    return count == 1 ? "1 plan" : count + " plans";
  }
}

package dev.crosswalk.starter.demo;

import dev.crosswalk.library.Library;
import dev.crosswalk.lint.Prerequisites;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.starter.command.ExitCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The order of a demo's runs: what the plan starts from, what it needs and the target has none of,
 * and the plan itself. A run that does not come to its end is the last. For one thread.
 */
final class DemoRuns {
  private final Library library;
  private final Function<Plan, List<Prerequisites.Load>> missing;
  private final ToIntFunction<Leg> runs;

  /** Plans of which something is being loaded: none waits for itself. */
  private final List<String> preparing = new ArrayList<>();

  private int exit = ExitCodes.DONE;

  /**
   * One run.
   *
   * @param entities of the plan, with what they need; none: all of it
   * @param number which run of the demo's own plan it is, from 1; 0: one before
   */
  record Leg(Plan plan, List<String> entities, int number) {}

  /**
   * Prepares the runs.
   *
   * @param missing what would bring that which a plan needs and the target has none of
   * @param runs carries one out, and returns its exit code
   */
  DemoRuns(
      Library library, Function<Plan, List<Prerequisites.Load>> missing, ToIntFunction<Leg> runs) {
    this.library = library;
    this.missing = missing;
    this.runs = runs;
  }

  /** Carries them out; returns the exit code of the last one. */
  int execute(String name, boolean fromEmpty, int times) {
    Plan plan = library.plan(name);
    if (!fromEmpty) {
      library.before(plan).forEach(state -> load(state, List.of()));
    }
    prepare(plan);
    for (int number = 1; number <= times; number++) {
      run(new Leg(plan, List.of(), number));
    }
    return exit;
  }

  private void load(Plan plan, List<String> entities) {
    prepare(plan);
    run(new Leg(plan, entities, 0));
  }

  private void prepare(Plan plan) {
    if (preparing.contains(plan.plan()) || !cameToItsEnd(exit)) {
      return;
    }
    preparing.add(plan.plan());
    for (Prerequisites.Load load : missing.apply(plan)) {
      load(library.plan(load.plan()), load.entities());
    }
    preparing.remove(plan.plan());
  }

  private void run(Leg leg) {
    if (cameToItsEnd(exit)) {
      exit = runs.applyAsInt(leg);
    }
  }

  static boolean cameToItsEnd(int exit) {
    return exit == ExitCodes.DONE || exit == ExitCodes.REJECTS;
  }
}

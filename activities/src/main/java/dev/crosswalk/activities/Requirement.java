package dev.crosswalk.activities;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.library.Library;
import dev.crosswalk.lint.Prerequisites;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.sql.SqlWords;
import java.util.ArrayList;
import java.util.List;

/** What is said when that which a phase requires does not hold. */
final class Requirement {
  private Requirement() {}

  /** The failure of a phase of which a requirement does not hold. */
  static Failure failure(
      Library library, CompiledPlan plan, Phase phase, List<CheckResult> failed) {
    List<String> checks = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (CheckResult result : failed) {
      String name = result.check().substring(Gate.REQUIRES.length());
      checks.add(
          "'"
              + name
              + (result.status() == CheckResult.Status.ERROR
                  ? "', which cannot be asked"
                  : "', but "
                      + result.violated()
                      + (result.violated() == 1 ? " key offends" : " keys offend")));
      missing.addAll(elsewhere(library, plan, name));
    }
    List<String> commands =
        Prerequisites.loads(library, missing.stream().distinct().toList()).stream()
            .map(Prerequisites.Load::command)
            .toList();
    String load =
        commands.isEmpty()
            ? ""
            : "; what it reads is loaded by: "
                + String.join("; ", commands)
                + " (once this run has been aborted)";
    return new Failure(
        ErrorCode.REQUIREMENT,
        "phase '" + phase.phase() + "' requires " + String.join("; ", checks) + load);
  }

  /** The entities whose tables a check reads and which this run does not load. */
  private static List<String> elsewhere(Library library, CompiledPlan plan, String check) {
    List<String> entities = new ArrayList<>();
    for (Expression query : plan.checks()) {
      if (query.name().equals(check)) {
        SqlWords.tables(SqlWords.of(query.sql()))
            .keySet()
            .forEach(path -> entities.addAll(library.into(String.join(".", path))));
      }
    }
    entities.removeAll(plan.plan().entities());
    return entities;
  }
}

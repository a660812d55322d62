package dev.crosswalk.gate;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.CheckReader;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validates what a run has loaded, at any time. Entities are asked for as the run knew them, checks
 * as the library has them now. Asking only reads; the caller ends the transactions. For one thread.
 */
public final class Validation {
  private final Connection target;
  private final Library library;
  private final String run;
  private final CompiledPlan plan;
  private final List<RunLedger.Step> steps;

  /** Reads the run's plan and what has been loaded of it. */
  public Validation(Connection target, Library library, String run) {
    this.target = target;
    this.library = library;
    this.run = run;
    RunLedger ledger = new RunLedger(target, run);
    this.plan = withChecksOf(library, Library.load(ledger.plan(ledger.settings().digest())));
    this.steps = ledger.steps();
  }

  /** What was found about an entity, or by a phase that only validates. */
  public record Found(String phase, String step, List<CheckResult> results) {}

  /**
   * Part of a run.
   *
   * @param selections as the plan calls them
   */
  public record Part(List<String> phases, List<String> entities, List<String> selections) {
    boolean isAll() {
      return phases.isEmpty() && entities.isEmpty() && selections.isEmpty();
    }
  }

  private static CompiledPlan withChecksOf(Library library, CompiledPlan stored) {
    List<Expression> checks = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Expression known : stored.checks()) {
      Expression now = library.check(known.name());
      add(now == null ? known : now, checks, names);
      String meant = now == null ? null : CheckReader.read(now).asMeant();
      Expression other = meant == null ? null : library.check(meant);
      if (other != null) {
        add(other, checks, names);
      }
    }
    return new CompiledPlan(stored.plan(), stored.entities(), stored.vocabularies(), checks);
  }

  private static void add(Expression check, List<Expression> checks, Set<String> names) {
    if (names.add(check.name())) {
      checks.add(check);
    }
  }

  /** The steps that are not loaded, each with its status, which a validation leaves out. */
  public List<String> leftOut() {
    return steps.stream()
        .filter(step -> !step.loaded())
        .map(step -> step.entity() + " (" + step.status().replace('_', ' ') + ")")
        .toList();
  }

  /** Asks. */
  public List<Found> ask(Part part, Depth depth) throws SQLException {
    Gate gate = new Gate(target, plan, run);
    List<Found> found = new ArrayList<>();
    for (RunLedger.Step step : chosen(part)) {
      List<CheckResult> results =
          step.checksOnly() ? gate.ask(plan.phase(step.phase())) : gate.ask(step.entity(), depth);
      found.add(new Found(step.phase(), step.entity(), results));
    }
    return found;
  }

  /** Keeps what was found in the ledger. */
  public void keep(List<Found> found) {
    for (Found one : found) {
      new EntityLedger(target, run, one.step()).checks(one.phase(), one.results());
    }
  }

  /** What was found before, judged by the checks as they are now; no table is asked. */
  public List<Found> stored(Part part) {
    List<Found> found = new ArrayList<>();
    for (RunLedger.Step step : chosen(part)) {
      List<CheckResult> results = new ArrayList<>();
      for (CheckResult kept : new EntityLedger(target, run, step.entity()).checks()) {
        results.add(judged(kept));
      }
      found.add(new Found(step.phase(), step.entity(), results));
    }
    return found;
  }

  private CheckResult judged(CheckResult kept) {
    String name = kept.check();
    String prefix = name.startsWith(Gate.REQUIRES) ? Gate.REQUIRES : "";
    Expression file = library.check(name.substring(prefix.length()));
    return kept.question().kind() == CheckResult.Kind.BUSINESS && file != null
        ? kept.judgedBy(Gate.question(prefix, CheckReader.read(file)))
        : kept;
  }

  /** Keeps how answers are judged now. */
  public void judge(List<Found> found) {
    for (Found one : found) {
      new EntityLedger(target, run, one.step()).judge(one.results());
    }
  }

  private List<RunLedger.Step> chosen(Part part) {
    Set<String> names = new LinkedHashSet<>();
    for (String phase : part.phases()) {
      List<String> members =
          steps.stream()
              .filter(step -> step.phase().equals(phase))
              .map(RunLedger.Step::entity)
              .toList();
      names.addAll(known(members.isEmpty() ? null : members, "phase", phase));
    }
    for (String entity : part.entities()) {
      boolean there = steps.stream().anyMatch(step -> step.entity().equals(entity));
      names.addAll(known(there ? List.of(entity) : null, "entity", entity));
    }
    for (String selection : part.selections()) {
      names.addAll(known(selection(selection), "selection", selection));
    }
    List<RunLedger.Step> chosen = new ArrayList<>();
    for (RunLedger.Step step : steps) {
      if (step.loaded() && (part.isAll() || names.contains(step.entity()))) {
        chosen.add(step);
      }
    }
    if (chosen.isEmpty()) {
      throw new Failure(
          ErrorCode.INPUT,
          "nothing of it is loaded, so nothing can be validated; see: crosswalk status " + run);
    }
    return chosen;
  }

  private @Nullable List<String> selection(String name) {
    return plan.plan().selections().stream()
        .filter(selection -> selection.name().equals(name))
        .map(Plan.Selection::entities)
        .findFirst()
        .orElse(null);
  }

  private List<String> known(@Nullable List<String> members, String what, String name) {
    if (members == null) {
      throw new Failure(
          ErrorCode.INPUT,
          "run '" + run + "' has no " + what + " '" + name + "'; see: crosswalk status " + run);
    }
    return members;
  }
}

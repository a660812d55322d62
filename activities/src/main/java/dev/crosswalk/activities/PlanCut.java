package dev.crosswalk.activities;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.DependencyGraph;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.workflows.RunRequest.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that a run loads. It is a plan itself, with fewer entities and phases, so that
 * whatever comes after need not know of selections. Asks no database. For one thread.
 */
final class PlanCut {
  private final CompiledPlan whole;
  private final @Nullable Selection asked;
  private final Set<String> loaded = new TreeSet<>();
  private final Set<String> validating = new TreeSet<>();

  /** What was added, and what was left out, each with the entity that is the reason. */
  private final SortedMap<String, String> neededBy = new TreeMap<>();

  private final SortedMap<String, String> needing = new TreeMap<>();

  /** Cuts; fails when a name means nothing in the plan, or when nothing is left. */
  PlanCut(CompiledPlan whole, @Nullable Selection asked) {
    this.whole = whole;
    this.asked = asked;
    choose(
        asked == null ? new Selection(List.of(), List.of(), List.of(), List.of(), false) : asked);
  }

  private void choose(Selection selection) {
    List<String> entities = whole.plan().entities();
    for (String name : selection.phases()) {
      known("phase", name, whole.plan().phases().stream().map(Phase::phase).toList());
      loaded.addAll(whole.phase(name).entities());
      validating.add(name);
    }
    for (String name : selection.entities()) {
      known("entity", name, entities);
      loaded.add(name);
    }
    for (String name : selection.select()) {
      if (name.equals(Plan.ALL)) {
        chooseAll(entities);
        continue;
      }
      List<Plan.Selection> all = whole.plan().selections();
      known("selection", name, all.stream().map(Plan.Selection::name).toList());
      all.stream()
          .filter(one -> one.name().equals(name))
          .forEach(one -> loaded.addAll(one.entities()));
    }
    if (loaded.isEmpty() && validating.isEmpty()) {
      chooseAll(entities);
    }
    for (String name : selection.skip()) {
      known("entity", name, entities);
      loaded.remove(name);
    }
    skipDependents(selection.skip());
    if (selection.withDeps()) {
      addParents(entities);
    }
    if (plan().phases().isEmpty()) {
      throw new Failure(ErrorCode.INPUT, "nothing of plan '" + name() + "' is left to be loaded");
    }
  }

  private void chooseAll(List<String> entities) {
    loaded.addAll(entities);
    whole.plan().phases().forEach(phase -> validating.add(phase.phase()));
  }

  private void known(String what, String name, List<String> names) {
    if (!names.contains(name)) {
      String known = names.isEmpty() ? "none" : String.join(", ", names);
      throw new Failure(
          ErrorCode.INPUT,
          "plan '" + name() + "' has no " + what + " '" + name + "'; known: " + known);
    }
  }

  /** What cannot be loaded without a skipped entity is not loaded either. */
  private void skipDependents(List<String> skipped) {
    Set<String> out = new TreeSet<>(skipped);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (String entity : List.copyOf(loaded)) {
        for (String parent : whole.hardParents(entity)) {
          if (out.contains(parent) && loaded.remove(entity)) {
            out.add(entity);
            needing.put(entity, parent);
            changed = true;
          }
        }
      }
    }
  }

  private void addParents(List<String> entities) {
    List<String> open = new ArrayList<>(loaded);
    while (!open.isEmpty()) {
      String child = open.remove(0);
      for (String parent : whole.hardParents(child)) {
        if (entities.contains(parent) && loaded.add(parent)) {
          neededBy.put(parent, child);
          open.add(parent);
        }
      }
    }
  }

  /** The plan that is left. */
  Plan plan() {
    List<Phase> phases = new ArrayList<>();
    for (Phase phase : whole.plan().phases()) {
      List<String> left = phase.entities().stream().filter(loaded::contains).toList();
      boolean kept = phase.loads() ? !left.isEmpty() : validating.contains(phase.phase());
      if (kept) {
        phases.add(phase.with(left));
      }
    }
    return whole.plan().with(phases);
  }

  /** The edges from what is loaded to what is not, in the order of the plan. */
  List<Edge> outside() {
    return plan().entities().stream()
        .flatMap(entity -> DependencyGraph.edges(whole.entity(entity)).stream())
        .filter(edge -> !loaded.contains(edge.parent()))
        .toList();
  }

  /** Whether the plan loads the entity when nothing is selected. */
  boolean couldLoad(String entity) {
    return whole.plan().entities().contains(entity);
  }

  /** The command line that loads the same with everything that it needs. */
  String withDeps() {
    StringBuilder line = new StringBuilder("crosswalk start --plan ").append(name());
    if (asked != null) {
      option(line, "--phases", asked.phases());
      option(line, "--entities", asked.entities());
      option(line, "--select", asked.select());
      option(line, "--skip", asked.skip());
    }
    return line.append(" --with-deps").toString();
  }

  private static void option(StringBuilder line, String option, List<String> names) {
    if (!names.isEmpty()) {
      line.append(' ').append(option).append(' ').append(String.join(",", names));
    }
  }

  /**
   * What the run loads, in words; null when it is the whole plan.
   *
   * @param missing soft edges to what the target has none of
   */
  @Nullable String words(Collection<Edge> missing) {
    if (asked == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (Phase phase : plan().phases()) {
      for (String step : phase.steps()) {
        String child = neededBy.get(step);
        parts.add(child == null ? step : step + " (needed by " + child + ")");
      }
    }
    StringBuilder words = new StringBuilder(String.join(", ", parts));
    if (!needing.isEmpty()) {
      List<String> out = new ArrayList<>();
      needing.forEach((entity, parent) -> out.add(entity + " (needs " + parent + ")"));
      words.append("; skipped with it: ").append(String.join(", ", out));
    }
    if (!missing.isEmpty()) {
      List<String> nulls = new ArrayList<>();
      for (Edge edge : missing) {
        nulls.add(edge.parent() + " (" + edge.child() + "." + edge.because() + " stays null)");
      }
      words.append("; not loaded: ").append(String.join(", ", nulls));
    }
    return words.toString();
  }

  private String name() {
    return whole.plan().plan();
  }
}

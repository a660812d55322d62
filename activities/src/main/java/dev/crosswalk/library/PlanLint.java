package dev.crosswalk.library;

import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.DependencyGraph;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What can be wrong with a plan without asking a database: names, cycles and the order. */
final class PlanLint {
  private final Library library;
  private final Plan plan;
  private final Problems problems;
  private final Map<String, Integer> phaseOf = new TreeMap<>();

  PlanLint(Library library, Plan plan, Problems problems) {
    this.library = library;
    this.plan = plan;
    this.problems = problems;
  }

  void run() {
    List<Entity> members = new ArrayList<>();
    for (int no = 0; no < plan.phases().size(); no++) {
      Phase phase = plan.phases().get(no);
      for (String name : phase.entities()) {
        Entity entity = library.entity(plan, name);
        if (entity == null) {
          problem(phase, "no entity 'entities/" + name + ".yaml'");
          continue;
        }
        if (phaseOf.putIfAbsent(name, no) != null) {
          problem(phase, "entity '" + name + "' stands in the plan twice");
          continue;
        }
        members.add(entity);
        kind(phase, entity);
      }
      checks(phase, "requires", phase.requires());
      checks(phase, "checks", phase.checks());
    }
    for (Phase phase : plan.phases()) {
      if (!phase.loads() && phaseOf.containsKey(phase.phase())) {
        problem(phase, "a phase without entities is called like an entity; give it another name");
      }
    }
    startsFrom();
    prerequisites();
    new OverrideLint(library, plan, phaseOf.keySet(), problems).run();
    selections();
    members.forEach(member -> new NeverLint(library, plan, member, problems).run());
    DependencyGraph graph = new DependencyGraph(members);
    for (List<String> cycle : graph.hardCycles()) {
      if (cycle.size() == 2) {
        continue; // told where the entity refers to itself
      }
      problem(
          plan.phases().get(phaseOf.getOrDefault(cycle.get(0), 0)),
          "a cycle of hard references: "
              + String.join(" → ", cycle)
              + "; make one of them soft (missing: null): it is filled when its rows have come");
    }
    placeholders(members);
    for (Edge edge : graph.edges()) {
      order(edge);
    }
  }

  /** Whether the entity does what the phase is for. */
  private void kind(Phase phase, Entity entity) {
    if (phase.kind() == Phase.Kind.INTEGRATE && !entity.updates()) {
      problem(
          phase,
          "a phase that integrates updates rows that are there; '"
              + entity.entity()
              + "' only adds rows (mode: update)");
    }
  }

  private void checks(Phase phase, String key, List<String> names) {
    for (String name : names) {
      if (!library.checks().containsKey(name)) {
        problem(phase, key + ": no check 'checks/" + name + ".sql'");
      }
    }
  }

  /** A state of the target has no name of its own: it is what a plan leaves behind. */
  private void startsFrom() {
    String state = plan.startsFrom();
    List<String> others =
        library.plans().stream().map(Plan::plan).filter(name -> !name.equals(plan.plan())).toList();
    if (state.equals(Plan.EMPTY)) {
      return;
    }
    if (!others.contains(state)) {
      problem(
          "starts_from",
          "starts_from: expected 'empty' or another plan, got '"
              + state
              + "'; known: "
              + (others.isEmpty() ? "none" : String.join(", ", others)));
      return;
    }
    List<Plan> before = library.before(plan);
    if (before.get(0).startsFrom().equals(plan.plan())) {
      problem(
          "starts_from",
          "starts_from: the plan would come before itself: "
              + plan.plan()
              + " → "
              + String.join(" → ", before.stream().map(Plan::plan).toList())
              + " → "
              + plan.plan());
    }
  }

  private void prerequisites() {
    for (String name : plan.prerequisites()) {
      List<Phase> phases = library.phases(name, plan);
      if (plan.entities().contains(name)) {
        problem("prerequisites", "prerequisites: the plan loads '" + name + "' itself");
      } else if (!library.entities().containsKey(name) && phases.size() != 1) {
        problem(
            "prerequisites",
            phases.isEmpty()
                ? "prerequisites: no entity, and no phase of another plan, is called '" + name + "'"
                : "prerequisites: several plans have a phase '"
                    + name
                    + "'; name the entities instead");
      }
    }
  }

  private void selections() {
    for (Plan.Selection selection : plan.selections()) {
      if (selection.name().equals(Plan.ALL)) {
        problem(
            "selections." + Plan.ALL, "selection 'all' is the whole plan already; leave it out");
      }
      for (String name : selection.entities()) {
        if (!plan.entities().contains(name)) {
          problem(
              "selections." + selection.name(),
              "selection '"
                  + selection.name()
                  + "' names '"
                  + name
                  + "', which no phase of the plan loads");
        }
      }
    }
  }

  /** What stands in for missing parents is the plan's decision, not the entity's. */
  private void placeholders(List<Entity> members) {
    TreeSet<String> used = new TreeSet<>();
    for (Entity member : members) {
      for (Column.Link link : member.links()) {
        String name = link.entity() + "." + link.placeholder();
        if (link.placeholder() != null && used.add(name) && !plan.placeholders().contains(name)) {
          problems.add(
              library.place(plan, "placeholders"),
              "'"
                  + member.entity()
                  + "' hangs rows without a parent on a placeholder ("
                  + link.name()
                  + "): allow it with placeholders: ["
                  + name
                  + "], or load the entity in another plan");
        }
      }
    }
    for (String name : plan.placeholders()) {
      if (!used.contains(name)) {
        problems.add(
            library.place(plan, "placeholders"),
            "placeholders: no entity of this plan uses '" + name + "'");
      }
    }
  }

  /** A hard parent must come first; inside a phase, the engine finds the order by itself. */
  private void order(Edge edge) {
    Integer child = phaseOf.get(edge.child());
    Integer parent = phaseOf.get(edge.parent());
    if (child == null || !edge.hard() || edge.parent().equals(edge.child())) {
      return;
    }
    Phase phase = plan.phases().get(child);
    if (parent == null && !library.prerequisites(plan).contains(edge.parent())) {
      problem(
          phase,
          "'"
              + edge.child()
              + "' needs '"
              + edge.parent()
              + "' ("
              + edge.because()
              + "), which no phase loads"
              + (library.entities().containsKey(edge.parent())
                  ? "; add it to a phase, or to 'prerequisites'"
                  : ""));
    } else if (parent != null && parent > child) {
      problem(
          phase,
          "'"
              + edge.child()
              + "' (phase "
              + (child + 1)
              + ") needs '"
              + edge.parent()
              + "' ("
              + edge.because()
              + "), which loads in phase "
              + (parent + 1));
    }
  }

  private void problem(Phase phase, String message) {
    problems.add(library.place(plan, phase), message);
  }

  private void problem(String part, String message) {
    problems.add(library.place(plan, part), message);
  }
}

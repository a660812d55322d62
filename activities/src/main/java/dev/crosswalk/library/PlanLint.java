package dev.crosswalk.library;

import dev.crosswalk.plan.DependencyGraph;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be wrong with a plan without asking a database: names, cycles and the order. */
final class PlanLint {
  private final Library library;
  private final Plan plan;
  private final Problems problems;

  PlanLint(Library library, Plan plan, Problems problems) {
    this.library = library;
    this.plan = plan;
    this.problems = problems;
  }

  void run() {
    Map<String, Integer> phaseOf = new TreeMap<>();
    List<Entity> members = new ArrayList<>();
    for (int no = 0; no < plan.phases().size(); no++) {
      Phase phase = plan.phases().get(no);
      for (String name : phase.entities()) {
        Entity entity = library.entities().get(name);
        if (entity == null) {
          problem(phase, "no entity 'entities/" + name + ".yaml'");
          continue;
        }
        if (phaseOf.putIfAbsent(name, no) != null) {
          problem(phase, "entity '" + name + "' stands in the plan twice");
          continue;
        }
        members.add(entity);
      }
    }
    DependencyGraph graph = new DependencyGraph(members);
    for (List<String> cycle : graph.hardCycles()) {
      problem(
          plan.phases().get(phaseOf.getOrDefault(cycle.get(0), 0)),
          "a cycle of hard references: "
              + String.join(" → ", cycle)
              + "; make one of them soft (missing: null)");
    }
    for (Edge edge : graph.edges()) {
      order(edge, phaseOf);
    }
  }

  /** A hard parent must come first; inside a phase, the engine finds the order by itself. */
  private void order(Edge edge, Map<String, Integer> phaseOf) {
    Integer child = phaseOf.get(edge.child());
    Integer parent = phaseOf.get(edge.parent());
    if (child == null || !edge.hard() || edge.parent().equals(edge.child())) {
      return;
    }
    Phase phase = plan.phases().get(child);
    if (parent == null) {
      problem(
          phase,
          "'"
              + edge.child()
              + "' needs '"
              + edge.parent()
              + "' ("
              + edge.because()
              + "), which no phase loads");
    } else if (parent > child) {
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
}

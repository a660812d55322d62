package dev.crosswalk.starter.plan;

import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.DependencyGraph;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dependencies of a plan's entities, with what is remarkable about each. */
final class PlanEdges {
  private PlanEdges() {}

  /**
   * One dependency.
   *
   * @param note what the order of the plan makes of it; empty when the parent is simply there first
   */
  record Line(String child, String parent, boolean hard, String because, String note) {}

  static List<Line> of(CompiledPlan plan) {
    Map<String, Integer> phases = new TreeMap<>();
    int number = 0;
    for (Phase phase : plan.plan().phases()) {
      number++;
      for (String entity : phase.entities()) {
        phases.put(entity, number);
      }
    }
    DependencyGraph graph = new DependencyGraph(plan.entities());
    List<List<String>> cycles = graph.hardCycles();
    List<Line> lines = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      lines.add(
          new Line(
              edge.child(),
              edge.parent(),
              edge.hard(),
              edge.because(),
              note(edge, phases, cycles)));
    }
    return lines;
  }

  private static String note(Edge edge, Map<String, Integer> phases, List<List<String>> cycles) {
    for (List<String> cycle : cycles) {
      int at = cycle.indexOf(edge.child());
      if (edge.hard()
          && at >= 0
          && at + 1 < cycle.size()
          && cycle.get(at + 1).equals(edge.parent())) {
        return "CYCLE " + String.join(" → ", cycle);
      }
    }
    Integer child = phases.get(edge.child());
    Integer parent = phases.get(edge.parent());
    if (parent == null) {
      return "not in this plan: it must be loaded before";
    }
    if (edge.parent().equals(edge.child())) {
      return "refers to itself";
    }
    if (child != null && parent > child) {
      return "loads in phase " + parent + ", so it is filled then";
    }
    return "";
  }

  /** The edges as lines of text. */
  static List<String> table(List<Line> edges) {
    if (edges.isEmpty()) {
      return List.of("No dependencies.");
    }
    TextTable table = new TextTable("entity", "needs", "how", "because of", "");
    for (Line edge : edges) {
      table.row(
          edge.child(), edge.parent(), edge.hard() ? "hard" : "soft", edge.because(), edge.note());
    }
    return table.lines();
  }
}

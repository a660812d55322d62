package dev.crosswalk.starter.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.DependencyGraph;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A plan's entities by phase, with what each needs. */
final class PlanGraph {
  private final CompiledPlan plan;
  private final List<Edge> edges;
  private final List<String> chain;

  PlanGraph(CompiledPlan plan) {
    this.plan = plan;
    List<Entity> loaded = plan.plan().entities().stream().map(plan::entity).toList();
    DependencyGraph graph = new DependencyGraph(loaded);
    this.edges = graph.edges();
    this.chain = graph.longestChain();
  }

  /** For JSON; the names are those of document 004's {@code DependencyGraph}. */
  record Graph(
      @JsonProperty("nodes") List<String> nodes,
      @JsonProperty("edges") List<Arrow> edges,
      @JsonProperty("executionOrder") List<String> executionOrder,
      @JsonProperty("longestChain") List<String> longestChain) {}

  /** From who comes first to who needs it; hard or soft. */
  record Arrow(
      @JsonProperty("from") String from,
      @JsonProperty("to") String to,
      @JsonProperty("type") String type,
      @JsonProperty("reason") String reason) {}

  Graph graph() {
    List<Arrow> arrows = new ArrayList<>();
    for (Edge edge : edges) {
      String type = edge.hard() ? "hard" : "soft";
      arrows.add(new Arrow(edge.parent(), edge.child(), type, edge.because()));
    }
    List<String> order =
        PlanSteps.of(plan, any -> 0).stream().flatMap(step -> step.entities().stream()).toList();
    return new Graph(plan.plan().entities(), arrows, order, chain);
  }

  /** As text: what is needed at all, then in brackets what may be missing. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (Phase phase : plan.plan().phases()) {
      lines.add(++number + " " + phase.phase());
      for (String entity : phase.entities()) {
        List<String> needs = new ArrayList<>(parents(entity, true));
        parents(entity, false).stream()
            .filter(parent -> !needs.contains(parent))
            .map(parent -> "(" + parent + ")")
            .toList()
            .forEach(needs::add);
        lines.add("    " + entity + (needs.isEmpty() ? "" : " ← " + String.join(", ", needs)));
      }
    }
    lines.add("");
    lines.add(longestChain());
    return lines;
  }

  /** The entities that can only be loaded one after the other, whatever is done at once. */
  String longestChain() {
    return "longest chain: " + String.join(" → ", chain);
  }

  private Set<String> parents(String entity, boolean hard) {
    Set<String> parents = new TreeSet<>();
    for (Edge edge : edges) {
      if (edge.child().equals(entity) && edge.hard() == hard) {
        parents.add(edge.parent());
      }
    }
    return parents;
  }

  /** As a Mermaid flowchart: soft edges are dotted, the longest chain is drawn thick. */
  List<String> mermaid() {
    List<String> lines = new ArrayList<>();
    lines.add("flowchart LR");
    int number = 0;
    for (Phase phase : plan.plan().phases()) {
      lines.add("  subgraph phase" + ++number + "[\"" + number + " " + phase.phase() + "\"]");
      phase.steps().forEach(step -> lines.add("    " + node(step)));
      lines.add("  end");
    }
    Set<String> loaded = new TreeSet<>(plan.plan().entities());
    Set<String> arrows = new TreeSet<>();
    for (Edge edge : edges) {
      if (loaded.add(edge.parent())) {
        lines.add("  " + node(edge.parent()) + ":::before");
      }
      boolean dotted = !parents(edge.child(), true).contains(edge.parent());
      if (!edge.parent().equals(edge.child())) {
        arrows.add("  " + id(edge.parent()) + (dotted ? " -.-> " : " --> ") + id(edge.child()));
      }
    }
    lines.addAll(arrows);
    lines.add("  classDef before stroke-dasharray:4");
    if (!chain.isEmpty()) {
      lines.add("  classDef chain stroke-width:3px");
      lines.add(
          "  class " + String.join(",", chain.stream().map(PlanGraph::id).toList()) + " chain");
    }
    return lines;
  }

  private static String node(String entity) {
    return id(entity) + "[" + entity + "]";
  }

  /** Some words mean something to Mermaid, with this in front none does. */
  private static String id(String entity) {
    return "e_" + entity.replaceAll("[^A-Za-z0-9_]", "_");
  }
}

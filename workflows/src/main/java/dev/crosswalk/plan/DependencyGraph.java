package dev.crosswalk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The dependencies between entities, derived from their references, {@code after} lines and whose
 * rows they update; never written down by hand. All orders it returns are the same on every
 * machine.
 */
public final class DependencyGraph {
  private final SortedMap<String, List<Edge>> edges = new TreeMap<>();

  public DependencyGraph(List<Entity> entities) {
    for (Entity entity : entities) {
      edges.put(entity.entity(), edges(entity, entities));
    }
  }

  /** The edges that the entity's own file shows, in the order of its columns. */
  public static List<Edge> edges(Entity entity) {
    List<Edge> edges = new ArrayList<>();
    for (Column.Link link : entity.links()) {
      edges.add(new Edge(entity.entity(), link.entity(), link.once(), link.name()));
    }
    for (Entity.After after : entity.after()) {
      String because = after.reason() == null ? "after" : after.reason();
      edges.add(new Edge(entity.entity(), after.entity(), after.hard(), because));
    }
    return edges;
  }

  /** The edges from one entity to those it needs, also to the one of them whose rows it updates. */
  static List<Edge> edges(Entity entity, List<Entity> all) {
    List<Edge> edges = edges(entity);
    for (Entity other : all) {
      if (entity.updates()
          && !other.updates()
          && other.target().table().equals(entity.target().table())) {
        edges.add(new Edge(entity.entity(), other.entity(), true, "updates its rows"));
      }
    }
    return edges;
  }

  /** All edges, by child. */
  public List<Edge> edges() {
    List<Edge> all = new ArrayList<>();
    edges.values().forEach(all::addAll);
    return all;
  }

  /**
   * The cycles among hard edges, each as the path that closes it, such as {@code [a, b, a]}; no
   * order of loading can satisfy one. A self-reference counts.
   */
  public List<List<String>> hardCycles() {
    List<List<String>> cycles = new ArrayList<>();
    Map<String, Boolean> finished = new TreeMap<>();
    for (String entity : edges.keySet()) {
      walk(entity, new ArrayList<>(), finished, cycles);
    }
    return cycles;
  }

  /**
   * The longest chain of hard edges among these entities, the first parent first: no order of
   * loading is shorter. Of several, the one whose names come first; of cycles, no edge counts
   * twice.
   */
  public List<String> longestChain() {
    Map<String, List<String>> known = new TreeMap<>();
    List<String> longest = new ArrayList<>();
    for (String entity : edges.keySet()) {
      List<String> chain = chain(entity, new ArrayList<>(), known);
      if (chain.size() > longest.size()) {
        longest = chain;
      }
    }
    return longest;
  }

  /** The longest chain that ends with the entity. */
  private List<String> chain(String entity, List<String> path, Map<String, List<String>> known) {
    List<String> before = known.get(entity);
    if (before != null) {
      return before;
    }
    List<String> longest = new ArrayList<>();
    path.add(entity);
    for (Edge edge : edges.getOrDefault(entity, List.of())) {
      if (edge.hard() && edges.containsKey(edge.parent()) && !path.contains(edge.parent())) {
        List<String> chain = chain(edge.parent(), path, known);
        if (chain.size() > longest.size()) {
          longest = chain;
        }
      }
    }
    path.remove(path.size() - 1);
    List<String> chain = new ArrayList<>(longest);
    chain.add(entity);
    known.put(entity, chain);
    return chain;
  }

  private void walk(
      String entity, List<String> path, Map<String, Boolean> finished, List<List<String>> cycles) {
    int start = path.indexOf(entity);
    if (start >= 0) {
      List<String> cycle = new ArrayList<>(path.subList(start, path.size()));
      cycle.add(entity);
      cycles.add(cycle);
      return;
    }
    if (finished.containsKey(entity)) {
      return;
    }
    path.add(entity);
    for (Edge edge : edges.getOrDefault(entity, List.of())) {
      if (edge.hard()) {
        walk(edge.parent(), path, finished, cycles);
      }
    }
    path.remove(path.size() - 1);
    finished.put(entity, true);
  }
}

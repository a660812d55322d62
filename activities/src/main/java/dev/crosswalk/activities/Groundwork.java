package dev.crosswalk.activities;

import dev.crosswalk.library.Library;
import dev.crosswalk.lint.Prerequisites;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be there before a plan can be carried out: entities loaded before, and on demand the
 * expected numbers of rows. Reads only. For one thread.
 */
final class Groundwork {
  private final Library library;
  private final CompiledPlan plan;
  private final Connection source;
  private final Connection target;

  Groundwork(Library library, CompiledPlan plan, Connection source, Connection target) {
    this.library = library;
    this.plan = plan;
    this.source = source;
    this.target = target;
  }

  /** One sentence for each entity that is needed and not there, with the command that loads it. */
  List<String> missing(PlanCut cut) throws SQLException {
    SortedMap<String, String> missing = new TreeMap<>();
    for (Edge edge : cut.outside()) {
      if (edge.hard() && cut.couldLoad(edge.parent()) && !isThere(edge.parent())) {
        missing.put(
            edge.parent(),
            "'"
                + edge.child()
                + "' needs '"
                + edge.parent()
                + "' ("
                + edge.because()
                + "), and the target has none of it: "
                + cut.withDeps());
      }
    }
    List<String> needed = new ArrayList<>(Prerequisites.missing(library, plan, target));
    for (Prerequisites.Load load : Prerequisites.loads(library, needed)) {
      missing.put(load.entities().get(0), needs(load.entities(), load.command()));
      needed.removeAll(load.entities());
    }
    for (String entity : needed) {
      missing.put(entity, needs(List.of(entity), "no plan of the library loads it"));
    }
    return List.copyOf(missing.values());
  }

  private static String needs(List<String> entities, String remedy) {
    return "the plan needs '"
        + String.join("', '", entities)
        + "', and the target has none of "
        + (entities.size() == 1 ? "it: " : "them: ")
        + remedy;
  }

  /** The soft edges to what is not there: their columns will be null. */
  List<Edge> nulls(PlanCut cut) throws SQLException {
    List<Edge> nulls = new ArrayList<>();
    for (Edge edge : cut.outside()) {
      boolean column = plan.entity(edge.child()).column(edge.because()) != null;
      if (!edge.hard() && column && !isThere(edge.parent())) {
        nulls.add(edge);
      }
    }
    return nulls;
  }

  /** One sentence for each entity of which the source has another number of rows than expected. */
  List<String> unexpected() throws SQLException {
    List<String> unexpected = new ArrayList<>();
    for (String name : plan.plan().entities()) {
      Entity entity = plan.entity(name);
      Long expected = entity.expected(plan.plan().plan());
      long found = expected == null ? 0 : SourceSql.countKept(source, entity);
      if (expected != null && expected != found) {
        unexpected.add(
            "'" + name + "': the plan expects " + expected + " rows, the source has " + found);
      }
    }
    return unexpected;
  }

  private boolean isThere(String entity) throws SQLException {
    return Prerequisites.isThere(plan.entity(entity), target);
  }
}

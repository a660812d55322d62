package dev.crosswalk.activities;

import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Edge;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    for (String entity : library.prerequisites(plan.plan())) {
      if (!isThere(entity)) {
        List<String> commands = loading(library, List.of(entity));
        missing.put(
            entity,
            "the plan needs '"
                + entity
                + "', and the target has none of it: "
                + (commands.isEmpty() ? "no plan of the library loads it" : commands.get(0)));
      }
    }
    return List.copyOf(missing.values());
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
      long found = expected == null ? 0 : rows(entity);
      if (expected != null && expected != found) {
        unexpected.add(
            "'" + name + "': the plan expects " + expected + " rows, the source has " + found);
      }
    }
    return unexpected;
  }

  private long rows(Entity entity) throws SQLException {
    long rows = 0;
    for (Source one : entity.sources()) {
      String kept = new SourceSql(entity.at(one.table())).kept();
      try (Statement statement = source.createStatement();
          ResultSet row = statement.executeQuery(kept)) {
        row.next();
        rows += row.getLong(1);
      }
    }
    return rows;
  }

  /** Loaded by a run, or, in a target that was loaded in another way, not empty. */
  private boolean isThere(String entity) throws SQLException {
    return new RunLedger(target, "").hasLoaded(entity)
        || TargetTable.read(target, plan.entity(entity).target().table()).holdsRows(target);
  }

  /** The commands that load these entities, one for each plan that loads some of them. */
  static List<String> loading(Library library, List<String> entities) {
    SortedMap<String, List<String>> byPlan = new TreeMap<>();
    for (String entity : entities) {
      library.loading(entity).stream()
          .limit(1)
          .map(Plan::plan)
          .forEach(plan -> byPlan.computeIfAbsent(plan, any -> new ArrayList<>()).add(entity));
    }
    List<String> commands = new ArrayList<>();
    byPlan.forEach(
        (plan, names) ->
            commands.add(
                "crosswalk start --plan "
                    + plan
                    + " --entities "
                    + String.join(",", names)
                    + " --with-deps"));
    return commands;
  }
}

package dev.crosswalk.lint;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.Problems;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.sql.ForeignKey;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the order of a plan is one that the target's foreign keys allow. */
final class OrderLint {
  private final Library library;
  private final CompiledPlan plan;
  private final Map<String, TargetTable> tables;
  private final Connection target;
  private final Problems problems;
  private final Map<String, Integer> phases = new TreeMap<>();

  OrderLint(
      Library library,
      CompiledPlan plan,
      Map<String, TargetTable> tables,
      Connection target,
      Problems problems) {
    this.library = library;
    this.plan = plan;
    this.tables = tables;
    this.target = target;
    this.problems = problems;
  }

  void run() throws SQLException {
    for (int no = 0; no < plan.plan().phases().size(); no++) {
      for (String entity : plan.plan().phases().get(no).entities()) {
        phases.putIfAbsent(entity, no);
      }
    }
    List<Entity> loaded = DatabaseLint.loaded(plan);
    phases.keySet().retainAll(loaded.stream().map(Entity::entity).toList());
    for (Entity child : loaded) {
      TargetTable table = tables.get(child.entity());
      if (table != null) {
        for (ForeignKey foreignKey : ForeignKey.of(target, table)) {
          // A key with a column that nobody fills is not checked.
          if (foreignKey.columns().stream().allMatch(name -> child.column(name) != null)) {
            foreignKey(child, foreignKey);
          }
        }
      }
    }
  }

  private void foreignKey(Entity child, ForeignKey foreignKey) {
    if (foreignKey.columns().size() == 1
        && child.column(foreignKey.columns().get(0)) instanceof Column.Link link) {
      // The order of references is known without a database; where they lead is not.
      TargetTable parent = tables.get(link.entity());
      if (parent != null && !foreignKey.pointsTo(parent)) {
        problems.add(
            library.place(child.entity(), "columns." + link.name()),
            "column '"
                + link.name()
                + "' refers to '"
                + link.entity()
                + "', but the target's foreign key "
                + foreignKey.name()
                + " wants a row of '"
                + foreignKey.table()
                + "'");
      }
      return;
    }
    for (Entity parent : DatabaseLint.loaded(plan)) {
      TargetTable table = tables.get(parent.entity());
      if (table != null && foreignKey.pointsTo(table) && !parent.equals(child)) {
        order(child, parent.entity(), foreignKey);
      }
    }
  }

  private void order(Entity child, String parent, ForeignKey foreignKey) {
    int own = phases.getOrDefault(child.entity(), 0);
    int its = phases.getOrDefault(parent, 0);
    Phase phase = plan.plan().phases().get(own);
    String needs =
        " needs '" + parent + "' (foreign key " + foreignKey.name() + "), which loads in phase ";
    if (its > own) {
      problems.add(
          library.place(plan.plan(), phase),
          "'" + child.entity() + "' (phase " + (own + 1) + ")" + needs + (its + 1));
    } else if (its == own && !waits(child.entity(), parent)) {
      List<String> members = phase.entities();
      if (phase.parallel() || members.indexOf(parent) > members.indexOf(child.entity())) {
        problems.add(
            library.place(child.entity(), "after"),
            "'"
                + child.entity()
                + "'"
                + needs
                + (its + 1)
                + " too: say so with after: [{ entity: "
                + parent
                + " }]");
      }
    }
  }

  /** Whether hard references or orders make the child wait for the parent. */
  private boolean waits(String child, String parent) {
    TreeSet<String> seen = new TreeSet<>(List.of(child));
    List<String> next = List.of(child);
    while (!next.isEmpty()) {
      next =
          next.stream()
              .flatMap(name -> plan.hardParents(name).stream())
              .filter(phases::containsKey)
              .filter(seen::add)
              .toList();
    }
    return seen.contains(parent);
  }
}

package dev.crosswalk.undo;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.sql.ForeignKey;
import dev.crosswalk.sql.TargetTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order entities are undone: tables that refer to others before those, by the foreign keys
 * of the target's catalog; of the entities of one table the last first. In a circle of tables the
 * last goes first, too: it could only be loaded because the reference back to it was filled later,
 * and that is undone before its rows are removed.
 */
public final class UndoOrder {
  private static final String ENTITIES =
      """
      select e.phase, e.entity, e.no, e.target_table, coalesce(e.target_columns, '{}'),
        (select coalesce(sum(b.inserted + b.updated), 0) from crosswalk.batch b
          where b.run = e.run and b.entity = e.entity and b.undone_at is null)
      from crosswalk.entity e
      where e.run = ? and e.entity = any (?) and e.target_table is not null
      order by e.no desc
      """;

  private UndoOrder() {}

  /** The steps for these entities of a run; those without a table are left out. */
  static List<Step> of(Connection target, String run, List<String> entities) throws SQLException {
    List<Step> left = new ArrayList<>();
    try (PreparedStatement statement = target.prepareStatement(ENTITIES)) {
      statement.setString(1, run);
      statement.setArray(2, target.createArrayOf("text", entities.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Array columns = row.getArray(5);
          left.add(
              new Step(
                  row.getString(1),
                  row.getString(2),
                  row.getInt(3),
                  row.getString(4),
                  List.of((String[]) columns.getArray()),
                  row.getLong(6)));
        }
      }
    }
    Map<String, TargetTable> tables = new HashMap<>();
    Map<String, List<ForeignKey>> keys = new HashMap<>();
    for (Step step : left) {
      TargetTable table = TargetTable.read(target, step.table());
      tables.put(step.table(), table);
      keys.put(step.table(), ForeignKey.of(target, table));
    }
    List<Step> order = new ArrayList<>();
    while (!left.isEmpty()) {
      Step next = left.get(0);
      for (Step step : left) {
        if (left.stream().noneMatch(other -> before(other, step, tables, keys))) {
          next = step;
          break;
        }
      }
      left.remove(next);
      order.add(next);
    }
    return order;
  }

  /** Whether the one must be undone before the other. */
  private static boolean before(
      Step one, Step other, Map<String, TargetTable> tables, Map<String, List<ForeignKey>> keys) {
    if (same(tables.get(one.table()), tables.get(other.table()))) {
      return one.no() > other.no();
    }
    TargetTable parent = tables.get(other.table());
    return parent != null
        && keys.getOrDefault(one.table(), List.of()).stream().anyMatch(key -> key.pointsTo(parent));
  }

  private static boolean same(
      @org.jspecify.annotations.Nullable TargetTable one,
      @org.jspecify.annotations.Nullable TargetTable other) {
    return one != null
        && other != null
        && one.schema().equals(other.schema())
        && one.table().equals(other.table());
  }

  /** The one entity; fails when the run has none of this name, or one without rows. */
  static Step one(Connection target, String run, String entity) throws SQLException {
    List<Step> steps = of(target, run, List.of(entity));
    if (steps.isEmpty()) {
      throw new Failure(
          ErrorCode.INPUT,
          "run '"
              + run
              + "' has no entity '"
              + entity
              + "' that writes rows; see: crosswalk status");
    }
    return steps.get(0);
  }
}

package dev.crosswalk.copy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.CompiledEntity.Parent;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why parents of rows are missing in the target: the ledger is asked first, then the source, once a
 * batch and only when it has to be. For one thread.
 */
final class Parents {
  /** Opens a connection to the source beside the one that is streaming rows. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * Why a parent is missing.
   *
   * @param waits whether its child waits for it
   * @param key the parent's source key; the value that it was looked up by when nobody has it
   */
  record Reason(ErrorCode code, boolean waits, String key) {}

  private record Found(String table, String key, @Nullable String excluded) {}

  private final CompiledPlan plan;
  private final Opening source;

  Parents(CompiledPlan plan, Opening source) {
    this.plan = plan;
    this.source = source;
  }

  /** The reason for each of the values that a reference found no parent by. */
  Map<String, Reason> reasons(Parent parent, Set<String> values, ChunkLedger ledger)
      throws SQLException {
    String entity = parent.reference().entity();
    TreeMap<String, Reason> reasons = new TreeMap<>();
    if (!parent.keyTables().isEmpty()) {
      for (String key : ledger.openRejects(entity, parent.keyTables(), List.copyOf(values))) {
        reasons.put(key, new Reason(ErrorCode.PARENT_REJECTED, true, key));
      }
    }
    TreeSet<String> unknown = new TreeSet<>(values);
    unknown.removeAll(reasons.keySet());
    unknown.forEach(
        value -> reasons.put(value, new Reason(ErrorCode.MISSING_PARENT, false, value)));
    if (unknown.isEmpty()) {
      return reasons;
    }
    for (Map.Entry<String, Found> found : ask(parent, unknown).entrySet()) {
      Found row = found.getValue();
      boolean waits =
          !ledger.openRejects(entity, List.of(row.table()), List.of(row.key())).isEmpty();
      reasons.put(found.getKey(), new Reason(code(row, waits), waits, row.key()));
    }
    return reasons;
  }

  private static ErrorCode code(Found row, boolean waits) {
    if (waits) {
      return ErrorCode.PARENT_REJECTED;
    }
    return row.excluded() == null ? ErrorCode.PARENT_ORDER : ErrorCode.PARENT_FILTERED;
  }

  private Map<String, Found> ask(Parent parent, Set<String> values) throws SQLException {
    Entity entity = plan.entity(parent.reference().entity());
    String by = parent.reference().by();
    TreeMap<String, Found> found = new TreeMap<>();
    if (!(entity.column(by) instanceof Column.Mapped)) {
      return found; // the source does not have it: the plan or a tag decides it
    }
    try (Connection connection = source.open()) {
      for (Source one : entity.sources()) {
        Entity at = entity.at(one.table());
        KeyOrder order = order(connection, at);
        boolean key = parent.keyTables().contains(one.table());
        List<String> wanted = key ? asKeys(order, values) : List.copyOf(values);
        if (!wanted.isEmpty()) {
          String question = new SourceSql(at).known(order, key ? null : by, wanted);
          ask(connection, question, at, found);
        }
      }
      connection.rollback();
    }
    return found;
  }

  private static void ask(
      Connection connection, String question, Entity at, Map<String, Found> found)
      throws SQLException {
    int parts = at.source().key().size();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
          key.add(rows.getString(2 + part));
        }
        String name = parts == 1 ? key.get(0) : KeyOrder.join(key);
        found.put(rows.getString(1), new Found(at.source().table(), name, rows.getString(2)));
      }
    }
  }

  private static KeyOrder order(Connection connection, Entity at) throws SQLException {
    String probe = new SourceSql(at).keyTypeProbe();
    try (PreparedStatement statement = connection.prepareStatement(probe)) {
      return KeyOrder.of(at, statement.getMetaData());
    }
  }

  /** Those of the values that can be keys: the source would refuse to compare others. */
  private static List<String> asKeys(KeyOrder order, Collection<String> values) {
    return values.stream().filter(order::canBeKey).toList();
  }
}

package dev.crosswalk.lint;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Problems;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an entity's key can order and split its rows. */
final class SourceKey {
  private static final String TABLE =
      """
      select n.nspname || '.' || c.relname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.oid = to_regclass(?)
      """;

  private final Entity entity;
  private final Connection connection;

  SourceKey(Entity entity, Connection connection) {
    this.entity = entity;
    this.connection = connection;
  }

  void problems(Place place, Problems problems) throws SQLException {
    SourceSql sql = new SourceSql(entity);
    Explain.Refusal refusal;
    Savepoint savepoint = connection.setSavepoint();
    // Only described: rights to read are told with the query.
    try (PreparedStatement probe = connection.prepareStatement(sql.keyTypeProbe())) {
      KeyOrder order = KeyOrder.of(entity, probe.getMetaData());
      refusal = new Explain(connection).ask(sql.count(order, order.example(), null)).refusal();
    } catch (Failure unfit) {
      problems.add(place, String.valueOf(unfit.getMessage()));
      return;
    } catch (SQLException refused) {
      refusal = Explain.refusal(refused);
      connection.rollback(savepoint);
    }
    if (refusal == null) {
      guard(place, problems);
    } else if (!refusal.denied()) {
      problems.add(
          place,
          "the key must be an expression over a row of the key table; the source says: "
              + refusal.message());
    }
  }

  private void guard(Place place, Problems problems) throws SQLException {
    TargetTable table = table();
    List<String> key = entity.source().key();
    if (table != null && !guarded(table, key)) {
      problems.warn(
          place,
          "nothing in '"
              + entity.source().table()
              + "' keeps the key '"
              + String.join(", ", key)
              + "' unique and not null; the entity stops at a key that repeats. A unique index on"
              + " a NOT NULL column would also make every chunk faster");
    }
  }

  /** Null for what has no catalog entry of its own, such as a function. */
  private @Nullable TargetTable table() throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, entity.source().table());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? TargetTable.read(connection, rows.getString(1)) : null;
      }
    } catch (SQLException noName) {
      Explain.refusal(noName);
      connection.rollback(savepoint);
      return null;
    }
  }

  /** A cast keeps two integers or two texts apart; other expressions must be those of an index. */
  private boolean guarded(TargetTable table, List<String> key) {
    List<String> columns = new ArrayList<>();
    for (String part : key) {
      String bare = bare(part).replaceFirst("::\\w+$", "");
      table.columns().stream()
          .filter(column -> column.required() && bare(column.name()).equals(bare))
          .forEach(column -> columns.add(column.name()));
    }
    List<String> expressions = key.stream().map(this::bare).toList();
    return (columns.size() == key.size() && table.unique(columns))
        || table.uniques().stream()
            .filter(index -> index.predicate() == null)
            .anyMatch(index -> index.keys().stream().map(this::bare).toList().equals(expressions));
  }

  private String bare(String sql) {
    return sql.replace(entity.source().alias() + ".", "").replaceAll("[\"()\\s]", "");
  }
}

package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes the rows that may stand in for an entity's missing parents, before its first chunk. One
 * that is there already stays as it is.
 */
final class Placeholders {
  private Placeholders() {}

  /** In the caller's transaction; in the order of names, so that two callers never deadlock. */
  static void write(Connection target, CompiledPlan plan, Entity child, EntityLedger ledger)
      throws SQLException {
    TreeMap<String, Column.Link> wanted = new TreeMap<>();
    for (Column.Link link : child.links()) {
      if (link.placeholder() != null) {
        wanted.put(link.entity() + "." + link.placeholder(), link);
      }
    }
    for (Column.Link link : wanted.values()) {
      Entity parent = plan.entity(link.entity());
      Entity.Placeholder placeholder = parent.placeholder(String.valueOf(link.placeholder()));
      if (placeholder != null) {
        write(target, parent, placeholder, ledger);
      }
    }
  }

  private static void write(
      Connection target, Entity parent, Entity.Placeholder placeholder, EntityLedger ledger)
      throws SQLException {
    TargetTable table = TargetTable.read(target, parent.target().table());
    UUID id = new Ids(parent.entity(), "placeholder").id(placeholder.name());
    if (!ledger.announce(parent.entity(), placeholder.name(), parent.target().table(), id)) {
      return; // an entity that was opened before has seen to it
    }
    List<String> names = new ArrayList<>(List.of(SourceSql.quoted(TargetTable.KEY)));
    List<String> values = new ArrayList<>(List.of("'" + id + "'"));
    for (Column.Constant value : placeholder.values()) {
      names.add(SourceSql.quoted(value.name()));
      values.add(SourceSql.literal(value.value()));
    }
    String sql =
        """
        insert into %1$s (%2$s)
        select %3$s
        where not exists (select 1 from %1$s where %4$s = ?)
        """
            .formatted(
                SourceSql.quoted(table.schema(), table.table()),
                String.join(", ", names),
                String.join(", ", values),
                SourceSql.quoted(TargetTable.KEY));
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      statement.setObject(1, id);
      if (statement.executeUpdate() == 1) {
        ledger.wrote(parent.entity(), placeholder.name());
      }
    } catch (SQLException refused) {
      if (!SqlFailures.rowLocal(refused)) {
        throw refused;
      }
      Failure told = SqlFailures.failure(refused, "entity '" + parent.entity() + "'");
      throw new Failure(
          told.code(),
          "the target refuses the placeholder '" + placeholder.name() + "' of " + told.getMessage(),
          refused);
    }
  }
}

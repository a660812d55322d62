package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.ledger.PendingLedger;
import dev.crosswalk.ledger.PendingLedger.Group;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.sql.FillSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Fills references that were null because their parents had not come yet, when an entity is closed.
 * What was filled depends on the rows that are there, never on the order in which they came. For
 * one thread.
 *
 * <p>Each batch is a transaction under the entity's fence, so it may be stopped between any two and
 * begun anew. A row that the target refuses keeps its NULL, and a person gets to see it.
 */
final class Backfill {
  private static final int ROWS = 5000;

  private final Connection target;
  private final CompiledPlan plan;
  private final Fence fence;
  private final PendingLedger pending;

  /** Holds the right to write until the transaction ends, or throws. */
  interface Fence {
    void hold();
  }

  /**
   * Prepares the work.
   *
   * @param target outside of a transaction; it is left there
   * @param closing the entity that is closed, on whose account the batches are
   * @param fence throws, too, when the work is not wanted any more
   */
  Backfill(Connection target, CompiledPlan plan, String run, String closing, Fence fence) {
    this.target = target;
    this.plan = plan;
    this.fence = fence;
    this.pending = new PendingLedger(target, run, closing);
  }

  /** Fills what waits for rows of an entity, and what its own rows wait for. */
  void fill(String entity) throws SQLException {
    List<Group> groups = pending.groups(entity);
    if (!groups.isEmpty()) {
      // Without statistics a group seems to be one row, and for each of its rows all ids of a batch
      // are gone through: minutes for ten thousand rows.
      ChunkCopier.analyze(target, "crosswalk.pending", null);
      target.commit();
    }
    for (Group group : groups) {
      TargetTable parent = TargetTable.read(target, plan.entity(group.parent()).target().table());
      String parents = FillSql.parents(group.entity(), group.column(), parent, group.by());
      String fill = FillSql.fill(TargetTable.read(target, group.table()), group.column());
      List<UUID> rows = next(entity, group, null);
      while (!rows.isEmpty()) {
        fill(group, parents, fill, rows);
        rows = next(entity, group, rows.get(rows.size() - 1));
      }
    }
    target.commit();
  }

  private List<UUID> next(String entity, Group group, @Nullable UUID after) throws SQLException {
    List<UUID> rows = pending.next(entity, group, after, ROWS);
    target.commit();
    return rows;
  }

  private void fill(Group group, String parents, String fill, List<UUID> rows) throws SQLException {
    fence.hold();
    try {
      ChunkCopier.execute(target, "set constraints all immediate");
      Map<UUID, UUID> found = found(parents, rows);
      if (!found.isEmpty()) {
        Map<UUID, String> filled = filled(fill, found);
        pending.settle(group, List.copyOf(found.keySet()), filled);
      }
      target.commit();
    } catch (SQLException failure) {
      ServerErrorMessage server = SqlFailures.server(failure);
      if (server == null
          || !SqlFailures.rowLocal(failure)
          || "crosswalk".equals(server.getSchema())) {
        throw failure;
      }
      target.rollback();
      if (rows.size() > 1) {
        int middle = rows.size() / 2;
        fill(group, parents, fill, rows.subList(0, middle));
        fill(group, parents, fill, rows.subList(middle, rows.size()));
        return;
      }
      fence.hold();
      pending.refuse(group, rows.get(0), SqlFailures.code(failure.getSQLState()));
      target.commit();
    }
  }

  /** The rows whose parents are there now, in the order of their ids, with the parents' ids. */
  private Map<UUID, UUID> found(String parents, List<UUID> rows) throws SQLException {
    Map<UUID, UUID> found = new LinkedHashMap<>();
    try (PreparedStatement statement = target.prepareStatement(parents)) {
      statement.setArray(1, ids(rows));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          UUID parent = row.getObject(2, UUID.class);
          if (parent != null) {
            found.put(row.getObject(1, UUID.class), parent);
          }
        }
      }
    }
    return found;
  }

  /** The rows that were filled, with the transactions that had written them before. */
  private Map<UUID, String> filled(String fill, Map<UUID, UUID> found) throws SQLException {
    Map<UUID, String> filled = new LinkedHashMap<>();
    try (PreparedStatement statement = target.prepareStatement(fill)) {
      statement.setArray(1, ids(found.keySet()));
      statement.setArray(2, ids(found.values()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          filled.put(row.getObject(1, UUID.class), row.getString(2));
        }
      }
    }
    return filled;
  }

  private Array ids(Collection<UUID> ids) throws SQLException {
    return target.createArrayOf("uuid", ids.toArray());
  }
}

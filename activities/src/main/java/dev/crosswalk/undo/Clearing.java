package dev.crosswalk.undo;

import dev.crosswalk.ledger.PendingLedger;
import dev.crosswalk.ledger.UndoLedger;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Clears references that an entity's closing had filled: they are NULL again, and wait again unless
 * their rows are to go as well. One that somebody has pointed elsewhere since stays. For one
 * thread.
 */
final class Clearing {
  private static final String GROUPS =
      """
      select distinct p.entity, p.target_table, p.column_name, p.parent_column, e.target_table
      from crosswalk.pending p
      join crosswalk.entity e on e.run = p.settled_run and e.entity = p.parent_entity
      where p.settled_run = ? and p.settled_entity = ? and p.settled_batch = ?
        and p.status = 'filled'
      """;

  private static final String TABLES =
      """
      select distinct target_table
      from crosswalk.pending
      where settled_run = ? and settled_entity = ? and status = 'filled'
      order by target_table
      """;

  private final Connection target;
  private final String run;
  private final String entity;

  Clearing(Connection target, String run, String entity) {
    this.target = target;
    this.run = run;
    this.entity = entity;
  }

  /** Whose references an entity of a run has filled, as entity files call these tables. */
  static List<String> tables(Connection target, String run, String entity) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement statement = target.prepareStatement(TABLES)) {
      statement.setString(1, run);
      statement.setString(2, entity);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
    }
    return tables;
  }

  private record Group(String entity, String table, String column, String by, String parent) {}

  /** Clears what the batch had filled; returns how many references that were. */
  long clear(UndoLedger.Batch batch) throws SQLException {
    List<Group> groups = new ArrayList<>();
    try (PreparedStatement statement = target.prepareStatement(GROUPS)) {
      bind(statement, 1, batch);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          groups.add(
              new Group(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5)));
        }
      }
    }
    long cleared = 0;
    for (Group group : groups) {
      cleared += clear(batch, group);
    }
    return cleared;
  }

  private long clear(UndoLedger.Batch batch, Group group) throws SQLException {
    TargetTable parent = TargetTable.read(target, group.parent());
    String sql =
        """
        with filled as materialized (
          select p.target_id, p.parent_key
          from crosswalk.pending p
          where p.settled_run = ? and p.settled_entity = ? and p.settled_batch = ?
            and p.status = 'filled' and p.entity = %1$s and p.column_name = %2$s
        ), here as materialized (
          select t.id, t.xmin as prior
          from filled p
          join %3$s t on t.id = p.target_id
          where t.%4$s = (select o.id from %5$s o where o.%6$s = p.parent_key::%7$s)
          for no key update of t
        ), cleared as (
          update %3$s t
          set %4$s = null
          from here
          where t.id = here.id
          returning t.id, here.prior
        ), elsewhere as (
          update crosswalk.pending p
          set status = 'superseded', settled_run = null, settled_entity = null, settled_batch = null
          where p.settled_run = ? and p.settled_entity = ? and p.settled_batch = ?
            and p.status = 'filled' and p.entity = %1$s and p.column_name = %2$s
            and p.target_id not in (select id from cleared)
        ), noted as (
          update crosswalk.pending p
          set
            status = case
              when p.run = %8$s and p.entity = %9$s then 'superseded' else 'open' end,
            whole = %10$s,
            settled_xid = pg_current_xact_id()::xid,
            settled_run = null,
            settled_entity = null,
            settled_batch = null
          from cleared f
          where p.target_id = f.id and p.entity = %1$s and p.column_name = %2$s
          returning p.status, p.run, p.entity, p.source_table, p.source_key
        ), asked as (
          update crosswalk.review r
          set status = 'open'
          from noted n
          where n.status = 'open' and r.run = n.run and r.entity = n.entity
            and r.source_table = n.source_table and r.source_key = n.source_key
            and r.column_name = %2$s and r.reason = 'parent_missing' and r.status = 'resolved'
        )
        select count(*) from cleared
        """
            .formatted(
                SourceSql.literal(group.entity()),
                SourceSql.literal(group.column()),
                Undoing.quoted(group.table()),
                SourceSql.quoted(group.column()),
                SourceSql.quoted(parent.schema(), parent.table()),
                SourceSql.quoted(group.by()),
                parent.column(group.by()).type(),
                SourceSql.literal(run),
                SourceSql.literal(entity),
                PendingLedger.WHOLE);
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      bind(statement, 1, batch);
      bind(statement, 4, batch);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void bind(PreparedStatement statement, int from, UndoLedger.Batch batch)
      throws SQLException {
    statement.setString(from, run);
    statement.setString(from + 1, entity);
    statement.setInt(from + 2, batch.no());
  }
}

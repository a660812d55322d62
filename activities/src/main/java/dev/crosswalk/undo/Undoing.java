package dev.crosswalk.undo;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.UndoLedger;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Undoes the batches of one entity in transactions that the caller opens and commits: clears what
 * was filled, restores what was updated, removes what was inserted. Before each commit the server's
 * own counts must say that exactly those rows were written. For one thread.
 */
final class Undoing {
  private final Connection target;
  private final UndoLedger ledger;
  private final String run;
  private final Step step;
  private final String table;
  private final boolean discardEdits;
  private final Restore restore;
  private final String restoring;
  private final Clearing clearing;

  /** What is not needed is not even tried: the role of the worker may lack the right to. */
  private final boolean restores;

  private final boolean removes;
  private Tuples meant;

  Undoing(Connection target, String run, Step step, boolean discardEdits, boolean overwrites)
      throws SQLException {
    this.target = target;
    this.ledger = new UndoLedger(target, run, step.entity());
    this.run = run;
    this.step = step;
    this.table = quoted(step.table());
    this.discardEdits = discardEdits;
    this.restore = new Restore(target, step);
    this.restoring = restore.statement(discardEdits, overwrites);
    this.clearing = new Clearing(target, run, step.entity());
    this.restores = any("before_image", "not undone");
    this.removes = any("written", "true") || any("placeholder", "inserted and not undone");
    this.meant = Tuples.of(target);
  }

  private boolean any(String books, String condition) throws SQLException {
    String sql =
        "select exists (select from crosswalk.%s where run = ? and entity = ? and %s)"
            .formatted(books, condition);
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      statement.setString(1, run);
      statement.setString(2, step.entity());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  static String quoted(String table) {
    String[] parts = table.split("\\.", 2);
    return parts.length == 2
        ? SourceSql.quoted(parts[0], parts[1])
        : SourceSql.quoted("public", parts[0]);
  }

  /** At the beginning of each transaction. */
  void begin() throws SQLException {
    meant = Tuples.of(target);
  }

  /** Before each commit: fails when other rows were written than those that were meant. */
  void verify() throws SQLException {
    Tuples counted = Tuples.of(target);
    if (!counted.equals(meant)) {
      throw new Failure(
          ErrorCode.UNPROVEN,
          "rollback of entity '"
              + step.entity()
              + "': undoing its batches would have written other rows as well ("
              + (counted.inserted() - meant.inserted())
              + " inserted, "
              + (counted.updated() - meant.updated())
              + " updated, "
              + (counted.deleted() - meant.deleted())
              + " deleted more than meant); the transaction was undone. "
              + ErrorCode.UNPROVEN.suggestion());
    }
  }

  /** Undoes one batch, and notes it. */
  long undo(UndoLedger.Batch batch) throws SQLException {
    long rows = 0;
    if (batch.backfill()) {
      rows = clearing.clear(batch);
      meant = meant.plus(0, rows, 0);
    } else {
      long restored = restore(batch);
      meant = restore.replaces() ? meant.plus(restored, 0, restored) : meant.plus(0, restored, 0);
      long removed = remove(batch);
      meant = meant.plus(0, 0, removed);
      rows = restored + removed;
    }
    ledger.undone(batch, rows);
    return rows;
  }

  private long restore(UndoLedger.Batch batch) throws SQLException {
    if (!restores) {
      return 0;
    }
    try (PreparedStatement statement = target.prepareStatement(restoring)) {
      bind(statement, 1, batch);
      bind(statement, 5, batch);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        requireOurs(row.getLong(2));
        return row.getLong(1);
      }
    }
  }

  private long remove(UndoLedger.Batch batch) throws SQLException {
    if (!removes) {
      return 0;
    }
    String ours = discardEdits ? "true" : "(t.xmin = w.xid or " + Authorship.INSERTED + ")";
    String sql =
        """
        with w as materialized (
          select u.id, w.xid
          from crosswalk.written w
          cross join lateral unnest(w.ids) u (id)
          where w.run = ? and w.entity = ? and w.chunk = ? and w.batch = ?
        ), gone as (
          delete from %1$s t
          using w
          where t.id = w.id and %2$s
          returning t.id
        )
        select (select count(*) from gone), (select count(*) from w)
        """
            .formatted(table, ours);
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      bind(statement, 1, batch);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong(1) < row.getLong(2)) {
          requireOurs(left(batch));
        }
        return row.getLong(1);
      }
    }
  }

  private long left(UndoLedger.Batch batch) throws SQLException {
    String sql =
        """
        select count(*)
        from crosswalk.written w
        cross join lateral unnest(w.ids) u (id)
        join %s t on t.id = u.id
        where w.run = ? and w.entity = ? and w.chunk = ? and w.batch = ?
        """
            .formatted(table);
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      bind(statement, 1, batch);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void requireOurs(long others) {
    if (others > 0) {
      throw new Failure(
          ErrorCode.EDITED,
          "rollback of entity '"
              + step.entity()
              + "': "
              + others
              + " rows of "
              + table
              + " were written by others since it was asked; what is undone stays undone. "
              + ErrorCode.EDITED.suggestion());
    }
  }

  private void bind(PreparedStatement statement, int from, UndoLedger.Batch batch)
      throws SQLException {
    statement.setString(from, run);
    statement.setString(from + 1, step.entity());
    statement.setInt(from + 2, batch.chunk());
    statement.setInt(from + 3, batch.no());
  }

  /** Removes the rows that stood in for missing ones of the entity. */
  long removePlaceholders() throws SQLException {
    if (!removes) {
      return 0;
    }
    String sql =
        """
        with w as materialized (
          select w.target_id as id, w.xid
          from crosswalk.placeholder w
          where w.run = ? and w.entity = ? and w.inserted and not w.undone
        ), gone as (
          delete from %1$s t
          using w
          where t.id = w.id and %2$s
          returning t.id
        )
        select
          (select count(*) from gone),
          (select count(*) from w join %1$s t on t.id = w.id) - (select count(*) from gone)
        """
            .formatted(table, discardEdits ? "true" : "t.xmin = w.xid");
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      statement.setString(1, run);
      statement.setString(2, step.entity());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        requireOurs(row.getLong(2));
        meant = meant.plus(0, 0, row.getLong(1));
        return row.getLong(1);
      }
    }
  }
}

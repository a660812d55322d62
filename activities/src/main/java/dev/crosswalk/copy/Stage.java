package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.sql.CompiledEntity;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ServerErrorMessage;

/**
 * Brings the rows of a batch into the typed staging table. A row whose value is not of its column's
 * type is found by the line number of the failed COPY, else by splitting. For one thread.
 */
final class Stage {
  private final CompiledEntity compiled;
  private final Connection target;
  private final Rejects rejects;

  Stage(CompiledEntity compiled, Connection target, Rejects rejects) {
    this.compiled = compiled;
    this.target = target;
    this.rejects = rejects;
  }

  /** Stages the lines {@code low} (included) to {@code high} (excluded), less the bad ones. */
  void write(Batch batch, int low, int high) throws SQLException {
    int from = low;
    while (from < high) {
      ChunkCopier.execute(target, BatchWriter.SAVE);
      SQLException failure = copyIn(batch, from, high);
      if (failure == null) {
        ChunkCopier.execute(target, BatchWriter.RELEASE);
        return;
      }
      CopyError error = CopyError.of(failure, compiled.stage(), compiled.inputs());
      if (!ofOneRow(failure, error)) {
        throw failure;
      }
      ChunkCopier.execute(target, BatchWriter.UNDO);
      int bad = error.line() == 0 ? -1 : from + error.line() - 1;
      if (bad < from || bad >= high) {
        if (high - from > 1) {
          int middle = from + (high - from) / 2;
          write(batch, from, middle);
          from = middle;
          continue;
        }
        bad = from;
      }
      write(batch, from, bad);
      rejects.add(
          batch,
          batch.rows.get(bad),
          code(failure, error.column()),
          failure.getSQLState(),
          compiled.target().table(),
          error.column(),
          constraint(failure));
      from = bad + 1;
    }
  }

  /**
   * One SQLSTATE stands for text of every kind that does not parse; the column's type tells which.
   */
  private ErrorCode code(SQLException failure, @Nullable String column) {
    if (SqlFailures.unknownName(failure)) {
      return ErrorCode.TYPE;
    }
    ErrorCode code = SqlFailures.code(failure.getSQLState());
    for (CompiledEntity.Staged staged : compiled.staged()) {
      if (code == ErrorCode.TYPE && staged.column().name().equals(column)) {
        if (staged.type().equals("json") || staged.type().equals("jsonb")) {
          return ErrorCode.VALIDATION_JSON;
        }
        return compiled.target().column(staged.column().name()).enumerated()
            ? ErrorCode.ENUM
            : ErrorCode.TYPE;
      }
    }
    return code;
  }

  /** The constraint of a domain; other values fail by their type alone. */
  private static @Nullable String constraint(SQLException failure) {
    ServerErrorMessage server = SqlFailures.server(failure);
    return server == null ? null : server.getConstraint();
  }

  /**
   * Whether a COPY failed for what one row holds: also for a name that a value of a type such as
   * {@code regclass} has and the server does not know, which always tells its column.
   */
  static boolean ofOneRow(SQLException failure, CopyError error) {
    return SqlFailures.rowLocal(failure)
        || (SqlFailures.unknownName(failure) && error.column() != null);
  }

  /** Sends lines to the staging table; returns what the server has against them. */
  private @Nullable SQLException copyIn(Batch batch, int low, int high) throws SQLException {
    int start = batch.start(low);
    try {
      copyIn(target, compiled.copyIntoStage(), batch.staged, start, batch.start(high) - start);
      return null;
    } catch (SQLException failure) {
      if (SqlFailures.server(failure) == null) {
        throw failure;
      }
      return failure;
    }
  }

  /** Sends a part of a buffer by one COPY; returns how many rows the server took. */
  static long copyIn(Connection target, String sql, CopyBuffer buffer, int start, int length)
      throws SQLException {
    CopyIn copy = target.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      copy.writeToCopy(buffer.bytes(), start, length);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}

package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * Asks for the values of a row one by one, because the source cannot work out all of them. Works
 * above the savepoint of {@link SourceRows}.
 */
final class RaisingRow {
  private static final CopyLine NULL = new CopyLine(new byte[] {'\\', 'N'}, 1);

  private final Connection source;
  private final Entity entity;
  private final SourceSql sql;
  private final KeyOrder keys;
  private final RowStep step;

  RaisingRow(Connection source, Entity entity, KeyOrder keys, RowStep step) {
    this.source = source;
    this.entity = entity;
    this.sql = new SourceSql(entity);
    this.keys = keys;
    this.step = step;
  }

  /**
   * What an expression gives.
   *
   * @param raised the SQLSTATE of one that gives nothing
   */
  private record Value(CopyLine copied, @Nullable String raised) {}

  /**
   * The row with NULL for what raises, refused unless an exclusion names it.
   *
   * @throws Failure when the joins raise, for then nothing can be told of the row
   */
  SourceRows.Row row(String key, SQLException failure) throws SQLException {
    Value alone = value("1", key);
    if (alone.raised() != null) {
      throw new Failure(
          ErrorCode.PLAN,
          "entity '"
              + entity.entity()
              + "': a join to '"
              + entity.source().table()
              + "' raises SQLSTATE "
              + alone.raised()
              + ". An expression that raises costs its row, but a join must never raise: guard it"
              + " with 'case when' in the entity file",
          failure);
    }
    CopyBuffer line = new CopyBuffer(256);
    for (int part = 1; part < step.firstColumn(); part++) {
      line.text(null);
    }
    write(value(sql.excluded(), key), line);
    String culprit = null;
    for (Column column : entity.inputs()) {
      String input = sql.input(column);
      if (input != null) {
        Value value = value(input, key);
        write(value, line);
        culprit = culprit == null && value.raised() != null ? column.name() : culprit;
      }
    }
    CopyLine values = new CopyLine(Arrays.copyOf(line.bytes(), line.length()), step.fields());
    if (step.excluded(values) != null) {
      return new SourceRows.Row(values, key, null);
    }
    String state = failure.getSQLState();
    return new SourceRows.Row(values, key, new RowStep.Refusal(code(state), culprit, state));
  }

  /** A sub-query with several rows is no row that is written twice. */
  private static ErrorCode code(@Nullable String state) {
    return "21000".equals(state) ? ErrorCode.VALIDATION_FORMAT : SqlFailures.code(state);
  }

  private static void write(Value value, CopyBuffer line) {
    line.raw(value.copied().bytes(), value.copied().start(0), value.copied().end(0));
  }

  private Value value(String expression, String key) throws SQLException {
    try {
      CopyOut answer = SourceRows.copyOut(source, sql.value(expression, keys, key));
      byte[] first = answer.readFromCopy();
      byte[] next = first;
      while (next != null) { // a join that repeats the row is told when it comes in its order
        next = answer.readFromCopy();
      }
      return new Value(first == null ? NULL : new CopyLine(first, 1), null);
    } catch (SQLException failure) {
      if (SqlFailures.server(failure) == null || !SqlFailures.rowLocal(failure)) {
        throw failure;
      }
      ChunkCopier.execute(source, SourceRows.UNDO);
      return new Value(NULL, failure.getSQLState());
    }
  }
}

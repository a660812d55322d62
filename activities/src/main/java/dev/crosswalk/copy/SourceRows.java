package dev.crosswalk.copy;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows of a source, in the order of their keys, from one streaming COPY. An expression that raises
 * ends the COPY, but not the snapshot: what is left is read again in smaller ranges until the row
 * fails alone. It then comes as a refused one, with those of its values that can be worked out, and
 * the stream goes on after it. Not thread-safe, but may be handed from thread to thread.
 */
final class SourceRows {
  private static final String SAVE = "savepoint crosswalk_rows";
  static final String UNDO = "rollback to savepoint crosswalk_rows";

  /**
   * A row.
   *
   * @param refusal why it cannot be read; null for a row as it should be
   */
  record Row(CopyLine line, String key, RowStep.@Nullable Refusal refusal) {}

  /** What is to be read next, from where the rows stand. */
  private sealed interface Part {}

  /** All rows up to a key; up to the end for null. */
  private record Range(@Nullable String to) implements Part {}

  /** These rows, in order. */
  private record Chosen(List<String> rows) implements Part {}

  private final Connection source;
  private final Entity entity;
  private final SourceSql sql;
  private final KeyOrder keys;
  private final KeyFields fields;
  private final RowStep step;
  private final RaisingRow raising;
  private final Deque<Part> parts = new ArrayDeque<>();
  private @Nullable CopyOut stream;
  private @Nullable String last;

  /** Whether the stream has brought a row. */
  private boolean moved;

  private SourceRows(
      Connection source,
      Entity entity,
      KeyOrder keys,
      RowStep step,
      @Nullable String from,
      Part wanted)
      throws SQLException {
    this.source = source;
    this.entity = entity;
    this.keys = keys;
    this.fields = new KeyFields(entity);
    this.step = step;
    this.raising = new RaisingRow(source, entity, keys, step);
    this.last = from;
    parts.push(wanted);
    ChunkCopier.execute(source, SAVE);
    this.sql = streaming(source, entity);
  }

  /**
   * A query that raises before any row does so again when rows are read, and is dealt with there.
   */
  private static SourceSql streaming(Connection source, Entity entity) throws SQLException {
    SourceSql sql = new SourceSql(entity);
    try {
      return sql.streaming(source);
    } catch (SQLException raised) {
      ChunkCopier.execute(source, UNDO);
      return sql;
    }
  }

  /**
   * The rows of a range; nothing is read yet.
   *
   * @param source in a transaction with one snapshot; it is left in it
   * @param from the last key that is not wanted, null for none
   * @param to the last key that is wanted, null for no end
   */
  static SourceRows between(
      Connection source,
      Entity entity,
      KeyOrder keys,
      RowStep step,
      @Nullable String from,
      @Nullable String to)
      throws SQLException {
    return new SourceRows(source, entity, keys, step, from, new Range(to));
  }

  /** The rows with these keys; one that no row has yields none. Nothing is read yet. */
  static SourceRows of(
      Connection source, Entity entity, KeyOrder keys, RowStep step, List<String> rows)
      throws SQLException {
    List<String> ordered = new ArrayList<>(rows);
    ordered.sort((one, other) -> one.equals(other) ? 0 : keys.increases(one, other) ? -1 : 1);
    return new SourceRows(source, entity, keys, step, null, new Chosen(ordered));
  }

  /** The next row; null after the last one. */
  @Nullable Row next() throws SQLException {
    while (!parts.isEmpty()) {
      try {
        byte[] line = read(parts.element());
        if (line != null) {
          moved = true;
          return row(line);
        }
        pass(parts.pop());
      } catch (SQLException failure) {
        if (SqlFailures.server(failure) == null || !SqlFailures.rowLocal(failure)) {
          throw failure;
        }
        ChunkCopier.execute(source, UNDO);
        stream = null;
        if (parts.element() instanceof Chosen one && one.rows().size() == 1) {
          pass(parts.pop());
          return raising.row(one.rows().get(0), failure);
        }
        narrow(parts.element(), failure);
      }
    }
    return null;
  }

  private byte @Nullable [] read(Part part) throws SQLException {
    if (stream == null) {
      String copy =
          part instanceof Range range
              ? sql.extract(keys, last, range.to())
              : sql.extract(keys, ((Chosen) part).rows());
      stream = copyOut(source, copy);
      moved = false;
    }
    return stream.readFromCopy();
  }

  private void pass(Part part) {
    stream = null;
    if (part instanceof Chosen chosen) {
      last = chosen.rows().get(chosen.rows().size() - 1);
    } else if (part instanceof Range range && range.to() != null) {
      last = range.to();
    }
  }

  /**
   * Streams what a {@code copy … to stdout} yields. A SQL_ASCII server knows no characters, and
   * would end the stream at the first byte that is not UTF-8; so it is asked for bytes as they are.
   */
  static CopyOut copyOut(Connection source, String copy) throws SQLException {
    PGConnection connection = source.unwrap(PGConnection.class);
    boolean bytes = "SQL_ASCII".equals(connection.getParameterStatus("server_encoding"));
    return connection.getCopyAPI().copyOut(bytes ? copy + " (encoding 'SQL_ASCII')" : copy);
  }

  private Row row(byte[] bytes) {
    CopyLine line = new CopyLine(bytes, step.fields());
    if (line.fields() != step.fields()) {
      throw new Failure(
          ErrorCode.INTERNAL,
          "the source sent "
              + line.fields()
              + " fields for '"
              + entity.entity()
              + "', expected "
              + step.fields());
    }
    String key = fields.key(line);
    if (last != null && !keys.increases(last, key)) {
      throw new Failure(
          ErrorCode.KEY_ORDER,
          "a key of '"
              + entity.entity()
              + "' comes twice or out of order; a join of its source yields"
              + " several rows a key, or the key is not unique");
    }
    last = key;
    return new Row(line, key, null);
  }

  /** Puts a smaller part before what is left. */
  private void narrow(Part part, SQLException failure) throws SQLException {
    if (part instanceof Range range) {
      parts.push(smaller(range, failure));
    } else if (part instanceof Chosen chosen) {
      parts.pop();
      List<String> left =
          chosen.rows().stream().filter(row -> last == null || keys.increases(last, row)).toList();
      if (left.isEmpty()) {
        throw failure; // with no row left, none is to blame
      }
      int half = Math.max(1, left.size() / 2);
      if (half < left.size()) {
        parts.push(new Chosen(left.subList(half, left.size())));
      }
      parts.push(new Chosen(left.subList(0, half)));
    }
  }

  /**
   * After rows that came, the next one is likely to be the bad one; else the source has worked rows
   * out ahead, and the range is halved.
   */
  private Part smaller(Range range, SQLException failure) throws SQLException {
    long left = moved ? 1 : ChunkCopier.count(source, sql.count(keys, last, range.to()));
    long half = (left / entity.source().rowsPerKey() - 1) / 2;
    if (half > 0) {
      return new Range(keys.lastRow(keyAfter(half, range, failure)));
    }
    String next =
        last == null || keys.isLast(last)
            ? keys.firstRow(keyAfter(0, range, failure))
            : keys.nextRow(last);
    return new Chosen(List.of(next));
  }

  /** Reads keys alone, without any expression. */
  private List<String> keyAfter(long before, Range range, SQLException failure)
      throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery(sql.keyAfter(keys, last, range.to(), before))) {
      if (!row.next()) {
        throw failure; // with no row left, none is to blame
      }
      List<String> key = new ArrayList<>();
      for (int part = 1; part <= keys.types().size(); part++) {
        key.add(row.getString(part));
      }
      return key;
    }
  }
}

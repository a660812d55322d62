package dev.crosswalk.backup;

import dev.crosswalk.ledger.BackupLedger.Copied;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Copies as tables of the target, one a table, with the same columns and types and nothing else: no
 * constraint, index, default or trigger. They come with the transaction, and go with it.
 */
final class TableCopies implements Copies {
  static final String SCHEMA = "crosswalk_backup";

  /** What PostgreSQL keeps of a name. */
  private static final int LONGEST = 63;

  private final Connection target;
  private final long backup;

  TableCopies(Connection target, long backup) {
    this.target = target;
    this.backup = backup;
  }

  @Override
  public Copied copy(int no, Shape shape) throws SQLException {
    String copy = name(backup, no, shape.table());
    String name = SCHEMA + "." + quoted(copy);
    String columns = String.join(", ", shape.quoted());
    try (Statement statement = target.createStatement()) {
      statement.execute("create table " + name + " as select " + columns + " from " + shape.from());
    }
    Shape.Digest digest = shape.digest(target, name);
    return new Copied(
        no,
        shape.schema(),
        shape.table(),
        copy,
        shape.columns(),
        shape.types(),
        digest.rows(),
        size(name),
        digest.digest());
  }

  /** Numbers tell copies apart; the table's name is for who looks, as much of it as fits. */
  static String name(long backup, int no, String table) {
    StringBuilder name = new StringBuilder("b" + backup + "_" + no + "_");
    table
        .codePoints()
        .takeWhile(
            point ->
                name.toString().getBytes(StandardCharsets.UTF_8).length
                        + Character.toString(point).getBytes(StandardCharsets.UTF_8).length
                    <= LONGEST)
        .forEach(name::appendCodePoint);
    return name.toString();
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private long size(String name) throws SQLException {
    try (PreparedStatement statement =
        target.prepareStatement("select pg_table_size(?::regclass)")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void finish() {}

  @Override
  public void undo() {}
}

package dev.crosswalk.backup;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.BackupLedger.Copied;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as a backup sees it.
 *
 * @param name both names as SQL spells them
 * @param partitioned whether its rows are in other tables
 * @param columns their names
 * @param quoted the same as SQL spells them
 * @param types as SQL spells them; behind one that the table computes stands {@link #GENERATED}
 */
record Shape(
    String schema,
    String table,
    String name,
    boolean partitioned,
    List<String> columns,
    List<String> quoted,
    List<String> types) {
  static final String GENERATED = " generated";

  private static final String QUERY =
      """
      select
        c.relkind = 'p',
        format('%I.%I', n.nspname, c.relname),
        a.attname,
        quote_ident(a.attname),
        format_type(a.atttypid, a.atttypmod) || case a.attgenerated when '' then '' else ? end
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')
      order by a.attnum
      """;

  /** Reads the catalog; fails when there is no such table. */
  static Shape read(Connection target, String schema, String table) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(QUERY)) {
      statement.setString(1, GENERATED);
      statement.setString(2, schema);
      statement.setString(3, table);
      try (ResultSet row = statement.executeQuery()) {
        List<String> columns = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        List<String> types = new ArrayList<>();
        Shape shape = null;
        while (row.next()) {
          if (row.getString(3) != null) {
            columns.add(row.getString(3));
            quoted.add(row.getString(4));
            types.add(row.getString(5));
          }
          shape =
              new Shape(schema, table, row.getString(2), row.getBoolean(1), columns, quoted, types);
        }
        if (shape == null) {
          throw new Failure(
              ErrorCode.STRUCTURE, "the target has no table '" + schema + "." + table + "'");
        }
        return shape;
      }
    }
  }

  /** The rows that are its own, and not those of tables that inherit from it. */
  String from() {
    return partitioned ? name : "only " + name;
  }

  /** The columns that can be written, as a list in SQL. */
  String writable() {
    List<String> writable = new ArrayList<>();
    for (int no = 0; no < quoted.size(); no++) {
      if (!types.get(no).endsWith(GENERATED)) {
        writable.add(quoted.get(no));
      }
    }
    return String.join(", ", writable);
  }

  /** What is no longer as it was when the copy was made; empty when nothing is. */
  List<String> changes(Copied copied) {
    List<String> changes = new ArrayList<>();
    for (int no = 0; no < copied.columns().size(); no++) {
      String column = copied.columns().get(no);
      int now = columns.indexOf(column);
      if (now < 0) {
        changes.add(schema + "." + table + ": column '" + column + "' is gone");
      } else if (!types.get(now).equals(copied.types().get(no))) {
        changes.add(
            "%s.%s: column '%s' was %s and is %s"
                .formatted(schema, table, column, copied.types().get(no), types.get(now)));
      }
    }
    for (String column : columns) {
      if (!copied.columns().contains(column)) {
        changes.add(schema + "." + table + ": column '" + column + "' is new");
      }
    }
    return changes;
  }

  /** A hash of each row's whole text, {@code t} being the row. */
  String hash() {
    String values = String.join(", ", quoted.stream().map(column -> "t." + column).toList());
    return "sha256(convert_to(row(" + values + ")::text, 'UTF8'))";
  }

  /** Number and digest of the rows. */
  record Digest(long rows, String digest) {}

  /**
   * Counts and hashes rows that have these columns. The digest does not depend on their order, and
   * needs no memory for them.
   *
   * @param rows a table as {@code from} takes it
   */
  Digest digest(Connection target, String rows) throws SQLException {
    String sql =
        """
        select
          count(*),
          encode(sha256(convert_to(
            count(*) || ':' || coalesce(sum(a), 0) || ':' || coalesce(sum(b), 0), 'UTF8')), 'hex')
        from (
          select
            ('x' || substr(h, 1, 16))::bit(64)::bigint as a,
            ('x' || substr(h, 17, 16))::bit(64)::bigint as b
          from (select encode(%s, 'hex') as h from %s t) x) y
        """
            .formatted(hash(), rows);
    try (PreparedStatement statement = target.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Digest(row.getLong(1), row.getString(2));
    }
  }
}

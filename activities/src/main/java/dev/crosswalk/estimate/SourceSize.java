package dev.crosswalk.estimate;

import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How much an entity has to read, as the catalog of the source has it: no row is read.
 *
 * @param rows of its key tables, one for each output; those that it will leave out are among them
 * @param bytes of the key tables' rows, without indexes; joined tables come on top
 */
public record SourceSize(long rows, long bytes) {
  private static final String CATALOG =
      """
      select c.reltuples::bigint, c.relpages,
        pg_relation_size(c.oid) / current_setting('block_size')::bigint, pg_table_size(c.oid)
      from pg_class c
      where c.oid = ?::regclass and c.relkind in ('r', 'm')
      """;

  /** Reads it; fails when the source has no such table. */
  public static SourceSize read(Connection source, Entity entity) throws SQLException {
    long rows = 0;
    long bytes = 0;
    for (Source one : entity.sources()) {
      String table = SourceSql.quoted(one.table().split("\\.", 2));
      try (PreparedStatement statement = source.prepareStatement(CATALOG)) {
        statement.setString(1, table);
        try (ResultSet row = statement.executeQuery()) {
          boolean stored = row.next();
          long pages = stored ? row.getLong(3) : 0;
          long known = stored ? row.getLong(2) : 0;
          long keys;
          if (stored && pages == 0) {
            keys = 0;
          } else if (known > 0) {
            keys = Math.round((double) row.getLong(1) / known * pages);
          } else {
            keys = planned(source, table); // never analysed, a view, or in parts
          }
          rows += keys * one.rowsPerKey();
          bytes += stored ? row.getLong(4) : 0;
        }
      }
    }
    return new SourceSize(rows, bytes);
  }

  /** What the server's planner takes it for. */
  private static long planned(Connection source, String table) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet lines = statement.executeQuery("explain select from " + table)) {
      lines.next();
      return Long.parseLong(lines.getString(1).replaceFirst("(?s).*? rows=([0-9]+) .*", "$1"));
    }
  }

  /** The bytes of one row; what stands in the catalog for none is no row. */
  double bytesARow() {
    return rows == 0 ? 0 : (double) bytes / rows;
  }
}

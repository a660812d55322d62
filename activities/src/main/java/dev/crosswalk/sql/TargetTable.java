package dev.crosswalk.sql;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the target's catalog says about one table: the law that rows must obey. */
public record TargetTable(
    String schema,
    String table,
    List<TargetColumn> columns,
    List<CheckConstraint> checks,
    List<UniqueIndex> uniques) {

  /**
   * A column.
   *
   * @param type as SQL spells it, with its modifiers
   * @param required whether NULL is refused
   */
  public record TargetColumn(String name, String type, boolean required) {}

  /** A CHECK, its expression over bare column names, and the columns it reads. */
  public record CheckConstraint(String name, String expression, List<String> columns) {}

  /**
   * A unique index.
   *
   * @param keys expressions over bare column names
   * @param columns every column that the keys or the predicate read
   * @param predicate null: the index covers all rows
   */
  public record UniqueIndex(
      String name, List<String> keys, List<String> columns, @Nullable String predicate) {}

  public static final String KEY = "id";

  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
      from pg_attribute a
      where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  private static final String CHECKS =
      """
      select
        c.conname,
        pg_get_expr(c.conbin, c.conrelid),
        array(select a.attname::text from pg_attribute a
              where a.attrelid = c.conrelid and a.attnum = any (c.conkey))
      from pg_constraint c
      where c.conrelid = to_regclass(?) and c.contype = 'c'
        -- One that reads the whole row cannot be asked of a staged row.
        and position(':varattno 0 ' in c.conbin::text) = 0
      order by c.conname
      """;

  /** An index that is checked at commit only, or counts NULLs as equal, is not compiled. */
  private static final String UNIQUES =
      """
      select
        r.relname,
        array(select pg_get_indexdef(i.indexrelid, k, true)
              from generate_series(1, i.indnatts) k order by k),
        array(select a.attname::text from pg_attribute a
              where a.attrelid = i.indrelid and (
                a.attnum = any (i.indkey)
                or a.attnum in (
                  select d.refobjsubid from pg_depend d
                  where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                    and d.refobjid = i.indrelid and d.refobjsubid > 0))),
        pg_get_expr(i.indpred, i.indrelid)
      from pg_index i
      join pg_class r on r.oid = i.indexrelid
      where i.indrelid = to_regclass(?) and i.indisunique and i.indimmediate
        and position('NULLS NOT DISTINCT' in pg_get_indexdef(i.indexrelid)) = 0
        and position(' INCLUDE ' in pg_get_indexdef(i.indexrelid)) = 0
      order by r.relname
      """;

  /** Reads the catalog; fails when there is no such table. */
  public static TargetTable read(Connection target, String name) throws SQLException {
    String[] parts = name.split("\\.", 2);
    String schema = parts.length == 2 ? parts[0] : "public";
    String table = parts[parts.length - 1];
    String qualified = Names.quoted(schema, table);
    List<TargetColumn> columns = new ArrayList<>();
    query(
        target,
        COLUMNS,
        qualified,
        row ->
            columns.add(new TargetColumn(row.getString(1), row.getString(2), row.getBoolean(3))));
    if (columns.isEmpty()) {
      throw new Failure(
          ErrorCode.STRUCTURE,
          "the target has no table '" + name + "'; apply the schema, or correct target.table");
    }
    List<CheckConstraint> checks = new ArrayList<>();
    query(
        target,
        CHECKS,
        qualified,
        row ->
            checks.add(
                new CheckConstraint(row.getString(1), row.getString(2), texts(row.getArray(3)))));
    List<UniqueIndex> uniques = new ArrayList<>();
    query(
        target,
        UNIQUES,
        qualified,
        row ->
            uniques.add(
                new UniqueIndex(
                    row.getString(1),
                    texts(row.getArray(2)),
                    texts(row.getArray(3)),
                    row.getString(4))));
    return new TargetTable(schema, table, columns, checks, uniques);
  }

  /** The column of this name; fails when the table has none. */
  public TargetColumn column(String name) {
    for (TargetColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw new Failure(
        ErrorCode.STRUCTURE, "the target's table '" + table + "' has no column '" + name + "'");
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void query(Connection connection, String sql, String table, RowReader reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}

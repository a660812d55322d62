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

/**
 * What the target's catalog says about one table: the law that rows must obey.
 *
 * @param exclusive whether rows exclude one another in some other way than by a unique index
 */
public record TargetTable(
    String schema,
    String table,
    List<TargetColumn> columns,
    List<CheckConstraint> checks,
    List<UniqueIndex> uniques,
    boolean exclusive) {

  /**
   * A column.
   *
   * @param type as SQL spells it, with its modifiers
   * @param required whether NULL is refused
   * @param defaulted whether the table itself gives a value where none is inserted
   * @param fixed whether only the table gives the value: generated, or an identity always
   * @param enumerated whether the type lists the values that it has
   */
  public record TargetColumn(
      String name,
      String type,
      boolean required,
      boolean defaulted,
      boolean fixed,
      boolean enumerated) {}

  /** A CHECK, its expression over bare column names, and the columns it reads. */
  public record CheckConstraint(String name, String expression, List<String> columns) {}

  /**
   * A unique index.
   *
   * @param keys expressions over bare column names
   * @param columns every column that the keys or the predicate read
   * @param predicate null: the index covers all rows
   * @param early whether a staged row can be asked: not of an index that is checked at commit only,
   *     counts NULLs as equal, or includes columns
   */
  public record UniqueIndex(
      String name,
      List<String> keys,
      List<String> columns,
      @Nullable String predicate,
      boolean early) {

    /**
     * Whether it holds these columns, or some of them, apart in every row where they are filled.
     */
    private boolean within(List<String> names) {
      String rest = predicate == null ? "" : predicate;
      for (String name : names) {
        rest = rest.replace("(" + name + " IS NOT NULL)", "");
        rest = rest.replace("(" + Names.quoted(name) + " IS NOT NULL)", "");
      }
      return rest.replace("AND", "").replaceAll("[() ]", "").isEmpty()
          && keys.stream().allMatch(key -> names.stream().anyMatch(name -> is(key, name)));
    }

    private static boolean is(String key, String column) {
      return key.equals(column) || key.equals(Names.quoted(column));
    }
  }

  public static final String KEY = "id";

  private static final String COLUMNS =
      """
      select
        a.attname,
        format_type(a.atttypid, a.atttypmod),
        a.attnotnull,
        a.atthasdef or a.attidentity <> '',
        a.attgenerated <> '' or a.attidentity = 'a',
        (select t.typtype = 'e' from pg_type t where t.oid = a.atttypid)
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

  private static final String UNIQUES =
      """
      select
        r.relname,
        array(select pg_get_indexdef(i.indexrelid, k, true)
              from generate_series(1, i.indnkeyatts) k order by k),
        array(select a.attname::text from pg_attribute a
              where a.attrelid = i.indrelid and (
                a.attnum = any (i.indkey)
                or a.attnum in (
                  select d.refobjsubid from pg_depend d
                  where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                    and d.refobjid = i.indrelid and d.refobjsubid > 0))),
        pg_get_expr(i.indpred, i.indrelid),
        i.indimmediate
          and position('NULLS NOT DISTINCT' in pg_get_indexdef(i.indexrelid)) = 0
          and position(' INCLUDE ' in pg_get_indexdef(i.indexrelid)) = 0
      from pg_index i
      join pg_class r on r.oid = i.indexrelid
      where i.indrelid = to_regclass(?) and i.indisunique
      order by r.relname
      """;

  private static final String EXCLUSIONS =
      "select exists (select 1 from pg_constraint"
          + " where conrelid = to_regclass(?) and contype = 'x')";

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
            columns.add(
                new TargetColumn(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getBoolean(6))));
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
                    row.getString(4),
                    row.getBoolean(5))));
    List<Boolean> exclusive = new ArrayList<>();
    query(target, EXCLUSIONS, qualified, row -> exclusive.add(row.getBoolean(1)));
    return new TargetTable(schema, table, columns, checks, uniques, exclusive.contains(true));
  }

  /** Whether there is a row in it. */
  public boolean holdsRows(Connection target) throws SQLException {
    String sql = "select exists (select 1 from " + Names.quoted(schema, table) + ")";
    try (PreparedStatement statement = target.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * How many rows the table had when statistics were made last; not positive when that was never.
   *
   * @param quoted its name as SQL spells it
   */
  public static long estimatedRows(Connection target, String quoted) throws SQLException {
    List<Long> rows = new ArrayList<>();
    query(
        target,
        "select reltuples::bigint from pg_class where oid = to_regclass(?)",
        quoted,
        row -> rows.add(row.getLong(1)));
    return rows.isEmpty() ? 0 : rows.get(0);
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

  /** Whether no two rows agree in all of these columns, rows with a NULL in one left aside. */
  public boolean unique(List<String> names) {
    return uniques.stream().anyMatch(index -> index.within(names));
  }

  /** The unique index on this column alone or on an expression of it; null when there is none. */
  public @Nullable UniqueIndex uniqueOn(String column) {
    for (UniqueIndex index : uniques) {
      if (index.keys().size() == 1 && index.columns().stream().allMatch(column::equals)) {
        return index;
      }
    }
    return null;
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

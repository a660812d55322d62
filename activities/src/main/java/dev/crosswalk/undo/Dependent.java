package dev.crosswalk.undo;

import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A foreign key that points to a table.
 *
 * @param table the table that has it, quoted
 * @param columns that point
 * @param parents the columns that they point to
 * @param onDelete as the catalog has it: a, r, c, n or d
 * @param indexed whether an index finds the rows that point to one row
 * @param key an expression over {@code c} for the key of a row
 * @param identified whether the table's rows have a uuid {@code id}, as those of ours have
 */
record Dependent(
    String name,
    String table,
    List<String> columns,
    List<String> parents,
    String onDelete,
    boolean indexed,
    String key,
    boolean identified) {
  private static final String OF =
      """
      select
        k.conname,
        n.nspname,
        r.relname,
        array(select a.attname::text from unnest(k.conkey) with ordinality u (attnum, no)
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum
              order by u.no),
        array(select a.attname::text from unnest(k.confkey) with ordinality u (attnum, no)
              join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum
              order by u.no),
        k.confdeltype,
        exists (
          select
          from pg_index i
          where i.indrelid = k.conrelid and i.indisvalid
            and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(k.conkey)] @> k.conkey
            and (i.indpred is null or cardinality(k.conkey) = 1 and
              pg_get_expr(i.indpred, i.indrelid) = (
                select '(' || quote_ident(a.attname) || ' IS NOT NULL)' from pg_attribute a
                where a.attrelid = k.conrelid and a.attnum = k.conkey[1]))),
        array(select a.attname::text from pg_index i
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
              where i.indrelid = k.conrelid and i.indisprimary order by a.attnum),
        exists (select from pg_attribute a
                where a.attrelid = k.conrelid and a.attname = 'id' and a.atttypid = 'uuid'::regtype)
      from pg_constraint k
      join pg_class r on r.oid = k.conrelid
      join pg_namespace n on n.oid = r.relnamespace
      where k.contype = 'f' and k.conparentid = 0 and k.confrelid = to_regclass(?)
      order by n.nspname, r.relname, k.conname
      """;

  static List<Dependent> of(Connection target, TargetTable table) throws SQLException {
    List<Dependent> all = new ArrayList<>();
    try (PreparedStatement statement = target.prepareStatement(OF)) {
      statement.setString(1, SourceSql.quoted(table.schema(), table.table()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          List<String> primary = List.of((String[]) row.getArray(8).getArray());
          String key =
              primary.stream()
                  .map(column -> "c." + SourceSql.quoted(column) + "::text")
                  .collect(Collectors.joining(" || ',' || "));
          all.add(
              new Dependent(
                  row.getString(1),
                  SourceSql.quoted(row.getString(2), row.getString(3)),
                  List.of((String[]) row.getArray(4).getArray()),
                  List.of((String[]) row.getArray(5).getArray()),
                  row.getString(6),
                  row.getBoolean(7),
                  key.isEmpty() ? "c.ctid::text" : key,
                  row.getBoolean(9)));
        }
      }
    }
    return all;
  }

  /** Whether removing a row that others point to would be refused, not change what they have. */
  boolean refuses() {
    return "a".equals(onDelete) || "r".equals(onDelete);
  }

  /** Whether a row may be removed and inserted again by one statement while others point to it. */
  boolean forgives() {
    return "a".equals(onDelete);
  }

  /** What the server would do with the rows that point to a removed one. */
  String reaction() {
    return switch (onDelete) {
      case "c" -> "CASCADE would remove them";
      case "n" -> "SET NULL would change them";
      case "d" -> "SET DEFAULT would change them";
      case "r" -> "RESTRICT forbids it";
      default -> "NO ACTION forbids it";
    };
  }

  /** The statement that makes the index that is missing. */
  String createIndex() {
    return "create index concurrently on "
        + table
        + " ("
        + columns.stream().map(SourceSql::quoted).collect(Collectors.joining(", "))
        + ")";
  }
}

package dev.crosswalk.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A foreign key of a table of the target.
 *
 * @param schema of the table that it points to
 * @param table that it points to
 * @param targets the columns there, in the order of {@code columns}
 */
public record ForeignKey(
    String name, List<String> columns, String schema, String table, List<String> targets) {
  private static final String OF_TABLE =
      """
      select
        c.conname,
        array(select a.attname::text
              from unnest(c.conkey) with ordinality k (attnum, no)
              join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
              order by k.no),
        n.nspname,
        r.relname,
        array(select a.attname::text
              from unnest(c.confkey) with ordinality k (attnum, no)
              join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum
              order by k.no)
      from pg_constraint c
      join pg_class r on r.oid = c.confrelid
      join pg_namespace n on n.oid = r.relnamespace
      where c.conrelid = to_regclass(?) and c.contype = 'f' and c.conparentid = 0
      order by c.conname
      """;

  /** Those of one table, by name. */
  public static List<ForeignKey> of(Connection target, TargetTable table) throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    try (PreparedStatement statement = target.prepareStatement(OF_TABLE)) {
      statement.setString(1, Names.quoted(table.schema(), table.table()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(
              new ForeignKey(
                  rows.getString(1),
                  List.of((String[]) rows.getArray(2).getArray()),
                  rows.getString(3),
                  rows.getString(4),
                  List.of((String[]) rows.getArray(5).getArray())));
        }
      }
    }
    return keys;
  }

  /** Whether it points to this table. */
  public boolean pointsTo(TargetTable parent) {
    return schema.equals(parent.schema()) && table.equals(parent.table());
  }
}

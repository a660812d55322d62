package dev.crosswalk.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** What the tables of a run hold, in a form by which two moments or two targets can be compared. */
public final class TableContents {
  private static final String TABLES =
      """
      select e.target_table,
        (select string_agg(quote_ident(attname), ', ' order by attnum)
         from pg_attribute
         where attrelid = e.target_table::regclass
          and attnum > 0
          and not attisdropped
          and coalesce(col_description(attrelid, attnum), '') not like '%Defaulted from the clock.%')
      from crosswalk.entity e
      where e.run = ? and e.target_table is not null
      order by e.no
      """;

  private TableContents() {}

  /**
   * Number of rows and digest a table, by its name: of all rows, whoever wrote them, and all
   * columns but those whose comment says that they come from the clock. It reads and sorts whole
   * tables.
   */
  public static Map<String, String> read(Connection target, String run) throws SQLException {
    Map<String, String> tables = new TreeMap<>();
    try (PreparedStatement names = target.prepareStatement(TABLES)) {
      names.setString(1, run);
      try (ResultSet row = names.executeQuery()) {
        while (row.next()) {
          tables.put(row.getString(1), content(target, row.getString(1), row.getString(2)));
        }
      }
    }
    return tables;
  }

  private static String content(Connection target, String table, String columns)
      throws SQLException {
    String sql =
        "select count(*) || ' rows, ' || coalesce(md5(string_agg(row("
            + columns
            + ")::text, '|' order by id)), 'none') from "
            + table;
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}

package dev.crosswalk.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What was planted in a synthetic legacy database, counted in the finished data and kept there in
 * table crosswalk_manifest.
 *
 * @param quirks in order of their names
 */
public record Manifest(List<Quirk> quirks) {
  private static final String QUERY =
      """
      select quirk, description, switchable, planted, keys_query
      from crosswalk_manifest
      order by quirk collate "C"
      """;

  public Manifest {
    quirks = List.copyOf(quirks);
  }

  /**
   * One fault in one place.
   *
   * @param quirk its number, and its place where it has several: {@code Q-42:patient.schemes}
   * @param switchable false for what is the shape of the data: {@code none} leaves it
   * @param planted how many rows it is about
   * @param keysQuery a query of their keys, as one bigint column named {@code key}
   */
  public record Quirk(
      String quirk, String description, boolean switchable, long planted, String keysQuery) {}

  static Manifest read(Connection legacy) throws SQLException {
    List<Quirk> quirks = new ArrayList<>();
    try (Statement statement = legacy.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        quirks.add(
            new Quirk(
                row.getString("quirk"),
                row.getString("description"),
                row.getBoolean("switchable"),
                row.getLong("planted"),
                row.getString("keys_query")));
      }
    }
    return new Manifest(quirks);
  }
}

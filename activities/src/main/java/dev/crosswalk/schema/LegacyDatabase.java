package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.PlanFiles;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Makes a legacy database of synthetic data, faults included; nothing in it is real. */
public final class LegacyDatabase {
  private static final String RELATIONS =
      """
      select count(*)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname <> 'information_schema'
       and n.nspname !~ '^pg_'
      """;

  private LegacyDatabase() {}

  /**
   * What to invent.
   *
   * @param scale 1 is the production of July 2025
   * @param seed the same seed gives the same rows
   * @param quirks {@code all}, {@code none}, or a list such as {@code }
   * @param notifications whether to invent notifications too: five million rows at scale 1
   */
  public record Synthetic(BigDecimal scale, String seed, String quirks, boolean notifications) {}

  /**
   * Creates the tables and fills them, in one transaction; tells what was planted. Refuses a
   * database that holds any table.
   */
  public static Manifest generate(Endpoint owner, Synthetic synthetic) {
    try (Connection connection = owner.connect("legacy database")) {
      connection.setAutoCommit(false);
      requireEmpty(connection);
      SqlFile.run(connection, "legacy/schema.sql", Map.of());
      fill(connection, synthetic);
      SqlFile.run(connection, "legacy/keys.sql", Map.of());
      analyze(connection);
      Manifest manifest = Manifest.read(connection);
      connection.commit();
      return manifest;
    } catch (SQLException unreachable) {
      throw SqlFailures.failure(unreachable, "legacy database");
    }
  }

  private static void fill(Connection connection, Synthetic synthetic) {
    Map<String, String> settings =
        Map.of(
            "crosswalk.scale", synthetic.scale().toPlainString(),
            "crosswalk.seed", synthetic.seed(),
            "crosswalk.quirks", synthetic.quirks(),
            "crosswalk.notifications", String.valueOf(synthetic.notifications()));
    for (String name : PlanFiles.builtIn().texts("legacy/generate", ".sql").keySet()) {
      SqlFile.run(connection, "legacy/generate/" + name + ".sql", settings);
    }
  }

  /** As a database in use is: without statistics it would look up some rows by reading them all. */
  private static void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
  }

  private static void requireEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(RELATIONS)) {
      rows.next();
      if (rows.getLong(1) > 0) {
        throw new Failure(
            ErrorCode.INPUT,
            "the legacy database is not empty; synthetic data goes into an empty database only");
      }
    }
  }
}

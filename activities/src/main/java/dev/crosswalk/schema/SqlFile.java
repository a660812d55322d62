package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.PlanFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.util.ServerErrorMessage;

/** Runs SQL files of the distribution as a database's owner. */
public final class SqlFile {
  private SqlFile() {}

  /** Runs one file in a transaction of its own. */
  public static void run(Endpoint owner, String name) {
    try (Connection connection = owner.connect("database")) {
      connection.setAutoCommit(false);
      run(connection, name, Map.of());
      connection.commit();
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, name);
    }
  }

  /** Inside the caller's transaction: sets its settings, then runs the file as one statement. */
  public static void run(Connection connection, String name, Map<String, String> settings) {
    String text = PlanFiles.builtIn().text(name);
    try {
      try (PreparedStatement setting =
          connection.prepareStatement("select set_config(?, ?, true)")) {
        for (Map.Entry<String, String> entry : settings.entrySet()) {
          setting.setString(1, entry.getKey());
          setting.setString(2, entry.getValue());
          setting.execute();
        }
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(text);
      }
    } catch (SQLException failed) {
      throw failure(failed, name);
    }
  }

  /** What a file says by RAISE is meant for people and holds no row. */
  private static Failure failure(SQLException failed, String name) {
    ServerErrorMessage server = SqlFailures.server(failed);
    if ("P0001".equals(failed.getSQLState()) && server != null) {
      return new Failure(ErrorCode.INPUT, name + ": " + server.getMessage(), failed);
    }
    return SqlFailures.failure(failed, name);
  }
}

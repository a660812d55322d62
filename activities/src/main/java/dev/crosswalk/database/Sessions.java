package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session keeps its server process. Behind a pooler in transaction mode it does not: its
 * temporary tables and settings are lost after each commit, and the settings reach other clients.
 */
public final class Sessions {
  /** A pooler that deals its server connections out in turn needs a few rounds to be seen. */
  private static final int ROUNDS = 5;

  private static final String DEADLINE_SECONDS = "10";
  private static final String PROTOCOL_VIOLATION = "08P01";

  /** Leaves nothing behind but a marker of this name, in case a pooler keeps it. */
  private static final String MARK =
      "select pg_backend_pid() || set_config('crosswalk.session', ' marked', false)";

  private static final String LOOK =
      "select pg_backend_pid() || coalesce(current_setting('crosswalk.session', true), '')";

  private Sessions() {}

  /**
   * Fails with {@link ErrorCode#POOLED} when the endpoint leads to a pooler that shares server
   * processes between transactions or statements. Opens two connections of its own, on which no
   * other setting is made, and closes them; each wait ends after ten seconds.
   *
   * @param which of the databases it is, for the message
   */
  public static void require(String which, Endpoint endpoint) {
    try (Connection marked = open(which, endpoint);
        Connection other = open(which, endpoint)) {
      String mark = value(marked, MARK);
      other.setAutoCommit(false);
      for (int round = 0; round < ROUNDS; round++) {
        // While the other one is in a transaction, nobody else may be given its server process.
        String taken = inTransaction(other);
        if (taken == null || pid(taken).equals(pid(mark)) || !value(marked, LOOK).equals(mark)) {
          throw new Failure(
              ErrorCode.POOLED,
              "the "
                  + which
                  + " is reached through a pooler in transaction mode, which takes sessions apart. "
                  + ErrorCode.POOLED.suggestion());
        }
        other.rollback();
      }
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, which + " " + endpoint);
    }
  }

  /** Null when transactions are refused, as by a pooler in statement mode. */
  private static @Nullable String inTransaction(Connection connection) throws SQLException {
    try {
      return value(connection, LOOK);
    } catch (SQLException refused) {
      if (PROTOCOL_VIOLATION.equals(refused.getSQLState())) {
        return null;
      }
      throw refused;
    }
  }

  private static String pid(String answer) {
    return answer.split(" ", 2)[0];
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection open(String which, Endpoint endpoint) {
    Properties properties = endpoint.driverProperties("crosswalk session");
    properties.setProperty("socketTimeout", DEADLINE_SECONDS);
    try {
      return DriverManager.getConnection(endpoint.jdbcUrl(), properties);
    } catch (SQLException unreachable) {
      throw Unreachable.failure(unreachable, which, endpoint);
    }
  }
}

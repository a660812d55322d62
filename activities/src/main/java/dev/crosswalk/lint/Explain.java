package dev.crosswalk.lint;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Asks a server whether it understands a query and lets its user read it, without running it. The
 * connection is in a transaction, which survives every answer. For one thread.
 */
final class Explain {
  private static final String COMMAND = "explain (costs off) ";

  private final Connection connection;

  Explain(Connection connection) {
    this.connection = connection;
  }

  /**
   * Why a query was refused. The message is the server's own about the author's text: no row was
   * read when it was written.
   *
   * @param position of the character that the server points at, counted from 0; negative: none
   */
  record Refusal(String state, String message, int position) {
    boolean denied() {
      return state.equals("42501");
    }

    /** Whether a table, or the alias of a join that failed already, is not known. */
    boolean unknownTable() {
      return state.equals("42P01");
    }
  }

  /**
   * What the server says.
   *
   * @param whole whether above all joins stands a window or a set: it would be worked out anew, and
   *     for all keys, whatever range of them is asked for
   */
  record Answer(@Nullable Refusal refusal, boolean whole) {}

  /** Fails only when the server gives no answer about the query itself. */
  Answer ask(String query) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try (Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery(COMMAND + query)) {
      lines.next();
      String node = lines.getString(1);
      if (node.equals("Result") && lines.next()) {
        node = lines.getString(1); // a set inside of an expression
      }
      return new Answer(null, node.contains("WindowAgg") || node.contains("ProjectSet"));
    } catch (SQLException refused) {
      Refusal refusal = refusal(refused);
      connection.rollback(savepoint);
      return new Answer(refusal, false);
    } finally {
      // After an error of the connection itself there is nothing left to release.
      if (!connection.isClosed()) {
        connection.releaseSavepoint(savepoint);
      }
    }
  }

  static Refusal refusal(SQLException refused) throws SQLException {
    ServerErrorMessage server = SqlFailures.server(refused);
    // The lint's own transaction is read-only, so that refusal is about the query.
    boolean readOnly = SqlFailures.code(refused) == ErrorCode.READ_ONLY;
    if (server == null || (SqlFailures.code(refused).retryable() && !readOnly)) {
      throw refused;
    }
    String message = String.valueOf(server.getMessage());
    String hint = server.getHint();
    return new Refusal(
        String.valueOf(refused.getSQLState()),
        hint == null ? message : message + " (" + hint + ")",
        server.getPosition() - 1 - COMMAND.length());
  }
}

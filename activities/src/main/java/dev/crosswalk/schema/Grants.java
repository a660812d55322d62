package dev.crosswalk.schema;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lets a user enter as what the worker needs. May be repeated. */
public final class Grants {
  private static final String READER =
      """
      select format('grant crosswalk_reader to %1$I', name) as one,
        format('alter role %1$I set default_transaction_read_only = on', name) as two
      from (select ?::text as name) x
      """;

  private static final String LOADER =
      """
      select format('grant crosswalk_loader to %I', name) as one
      from (select ?::text as name) x
      """;

  private static final String NO_SUCH_ROLE = "42704";

  private Grants() {}

  /** To read the legacy database, and never to write by mistake. */
  public static void reader(Endpoint owner, String user) {
    run(owner, READER, user);
  }

  /** To load the new database. */
  public static void loader(Endpoint owner, String user) {
    run(owner, LOADER, user);
  }

  private static void run(Endpoint owner, String statements, String user) {
    try (Connection connection = owner.connect("database")) {
      connection.setAutoCommit(false);
      for (String statement : statements(connection, statements, user)) {
        try (Statement grant = connection.createStatement()) {
          grant.execute(statement);
        }
      }
      connection.commit();
    } catch (SQLException refused) {
      if (NO_SUCH_ROLE.equals(refused.getSQLState())) {
        throw new Failure(
            ErrorCode.INPUT,
            "this server has no user '" + user + "'; create it first, with a password of its own",
            refused);
      }
      throw SqlFailures.failure(refused, "grant to user '" + user + "'");
    }
  }

  /** The server quotes the name. */
  private static List<String> statements(Connection connection, String query, String user)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    try (PreparedStatement formatted = connection.prepareStatement(query)) {
      formatted.setString(1, user);
      try (ResultSet row = formatted.executeQuery()) {
        row.next();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          statements.add(row.getString(column));
        }
      }
    }
    return statements;
  }
}

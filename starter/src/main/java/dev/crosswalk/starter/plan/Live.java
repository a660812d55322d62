package dev.crosswalk.starter.plan;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The two databases, for commands that say more with them and do without: none that the settings do
 * not name is asked, and one that does not answer is told on stderr. For one thread.
 */
final class Live implements AutoCloseable {
  private final @Nullable Connection source;
  private final @Nullable Connection target;

  Live(Settings settings, PrintWriter err) {
    this.source = connect(settings, Access.SOURCE, Databases::connectSource, err);
    this.target = connect(settings, Access.TARGET, Databases::connectTarget, err);
  }

  private interface Connect {
    Connection to(Endpoint endpoint) throws SQLException;
  }

  private static @Nullable Connection connect(
      Settings settings, Access access, Connect connect, PrintWriter err) {
    if (!settings.has(access)) {
      return null;
    }
    try {
      return connect.to(settings.endpoint(access));
    } catch (SQLException refused) {
      tell(err, SqlFailures.failure(refused, "plan"));
    } catch (Failure refused) {
      tell(err, refused);
    }
    return null;
  }

  /** Says why something is missing that a database would have told. */
  static void tell(PrintWriter err, Failure failure) {
    err.println("not asked: " + failure.code().key() + ": " + failure.getMessage());
  }

  /** Null when it is not named or does not answer. */
  @Nullable Connection source() {
    return source;
  }

  /** Null when it is not named or does not answer. */
  @Nullable Connection target() {
    return target;
  }

  @Override
  public void close() {
    close(source);
    close(target);
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException gone) {
        throw SqlFailures.failure(gone, "plan");
      }
    }
  }
}

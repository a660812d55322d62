package dev.crosswalk.testing;

import dev.crosswalk.database.Endpoint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One PostgreSQL server for the whole JVM: that of {@code CROSSWALK_TEST_POSTGRES_URL} (a libpq URI
 * of a superuser), else an embedded one.
 */
final class Server {
  private static Endpoint owner = start();

  private Server() {}

  private static Endpoint start() {
    String url = System.getenv("CROSSWALK_TEST_POSTGRES_URL");
    if (url != null) {
      System.err.println("tests run on the server of CROSSWALK_TEST_POSTGRES_URL");
      return Endpoint.parse("CROSSWALK_TEST_POSTGRES_URL", url, null, System.getenv());
    }
    try {
      System.err.println("tests run on embedded PostgreSQL");
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "100")
              .start();
      return new Endpoint(server.getJdbcUrl("postgres", "postgres"), "postgres", null);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static Endpoint owner(String database) {
    URI uri = URI.create(owner.jdbcUrl().substring("jdbc:".length()));
    return new Endpoint(
        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + "/" + database,
        owner.user(),
        owner.password());
  }

  static void execute(Endpoint endpoint, String sql) {
    try (Connection connection = connect(endpoint);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Connection connect(Endpoint endpoint) throws SQLException {
    return DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}

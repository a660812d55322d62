package dev.crosswalk.testing;

import dev.crosswalk.database.Endpoint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server. One serves the whole JVM: that of {@code CROSSWALK_TEST_POSTGRES_URL} (a
 * libpq URI of a superuser), else an embedded one. Tests of outages have embedded ones of their
 * own.
 */
public final class Server implements AutoCloseable {
  private static final Map<String, Server> NAMED = new ConcurrentHashMap<>();
  private static final Server SHARED = shared();

  private final Endpoint owner;
  private final @Nullable Path directory;
  private @Nullable EmbeddedPostgres embedded;

  /** Databases that were filled once, by what they hold. */
  private final Map<String, String> templates = new ConcurrentHashMap<>();

  private Server(Endpoint owner, @Nullable Path directory, @Nullable EmbeddedPostgres embedded) {
    this.owner = owner;
    this.directory = directory;
    this.embedded = embedded;
  }

  private static Server shared() {
    Server named = named("CROSSWALK_TEST_POSTGRES_URL");
    if (named != null) {
      System.err.println("tests run on the server of CROSSWALK_TEST_POSTGRES_URL");
      return named;
    }
    System.err.println("tests run on embedded PostgreSQL");
    return of(embedded(EmbeddedPostgres.builder()), null);
  }

  /** The one that all tests share. */
  public static Server ofAll() {
    return SHARED;
  }

  /** That of an environment variable, a libpq URI of a superuser; null when it is not set. */
  public static @Nullable Server named(String variable) {
    String url = System.getenv(variable);
    return url == null
        ? null
        : NAMED.computeIfAbsent(
            variable,
            name -> new Server(Endpoint.parse(name, url, null, System.getenv()), null, null));
  }

  /** One that can be stopped and started again; what it holds is kept in the directory. */
  public static Server stoppable(Path directory) {
    return of(embedded(kept(directory)), directory);
  }

  private static Server of(EmbeddedPostgres server, @Nullable Path directory) {
    Endpoint owner = new Endpoint(server.getJdbcUrl("postgres", "postgres"), "postgres", null);
    return new Server(owner, directory, server);
  }

  private static EmbeddedPostgres.Builder kept(Path directory) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(true);
  }

  private static EmbeddedPostgres embedded(EmbeddedPostgres.Builder builder) {
    try {
      return builder
          .setServerConfig("fsync", "off")
          .setServerConfig("max_connections", "100")
          .start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Stops it as an administrator would, without waiting for its clients. */
  public void stop() {
    try {
      if (embedded != null) {
        embedded.close();
      }
      embedded = null;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Starts it again where it was. */
  public void start() {
    if (directory == null) {
      throw new IllegalStateException("only a stoppable server is started again");
    }
    embedded = embedded(kept(directory).setPort(uri().getPort()));
  }

  private URI uri() {
    return URI.create(owner.jdbcUrl().substring("jdbc:".length()));
  }

  Endpoint owner(String database) {
    return new Endpoint(
        "jdbc:postgresql://" + uri().getHost() + ":" + uri().getPort() + "/" + database,
        owner.user(),
        owner.password());
  }

  /**
   * Replaces a database by a copy of one that is filled once, which takes a fraction of the time.
   *
   * @param content names what it holds
   */
  void replace(Endpoint database, String content, Consumer<Endpoint> fill) {
    String template =
        templates.computeIfAbsent(
            content,
            any -> {
              String name =
                  "template_" + ProcessHandle.current().pid() + "_" + templates.size() + "_tests";
              admin("create database " + name);
              if (embedded == null) { // a server that outlives the tests
                Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> admin("drop database if exists " + name)));
              }
              fill.accept(owner(name));
              return name;
            });
    admin("drop database " + database.database());
    admin("create database " + database.database() + " template " + template);
  }

  private void admin(String sql) {
    execute(owner("postgres"), sql);
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

  @Override
  public void close() {
    stop();
  }
}

package dev.crosswalk.starter.embedded;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.schema.Schemas;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * One PostgreSQL server on the loopback interface, at a free port, with a legacy and a modern
 * database. There are three users with random passwords: the owner, who creates; the reader, who
 * reads the legacy database; the loader, who fills a modern one. Nobody can enter as superuser once
 * it has started.
 *
 * <p>Not thread-safe. Closing stops the server; nothing of it is kept.
 */
public final class EmbeddedDatabases implements AutoCloseable {
  public static final String LEGACY = "legacy";
  public static final String MODERN = "modern";

  /** The user that reads the legacy database. */
  public static final String READER = "reader";

  /** The user that fills a modern database. */
  public static final String LOADER = "loader";

  private static final String OWNER = "owner";

  private final Path directory;
  private final EmbeddedPostgres server;
  private final Map<String, String> passwords =
      Map.of(OWNER, randomPassword(), READER, randomPassword(), LOADER, randomPassword());

  private EmbeddedDatabases(Path directory, boolean durable) throws IOException, SQLException {
    this.directory = directory;
    this.server = server(directory, durable);
    try {
      createUsers();
      create(LEGACY);
      create(MODERN);
    } catch (IOException | SQLException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  /** Starts a server in a temporary directory. */
  public static EmbeddedDatabases start() {
    try {
      return start(Files.createTempDirectory("crosswalk-"));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /**
   * Starts a server in a temporary directory that writes to its disk as one for real data does, so
   * that what is measured on it means something.
   */
  public static EmbeddedDatabases startDurable() {
    try {
      return start(Files.createTempDirectory("crosswalk-"), true);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Starts a server in a directory of its own; it is created, and deleted on close. */
  public static EmbeddedDatabases start(Path directory) {
    return start(directory, false);
  }

  private static EmbeddedDatabases start(Path directory, boolean durable) {
    try {
      Files.createDirectories(directory);
      return new EmbeddedDatabases(directory, durable);
    } catch (IOException | SQLException | IllegalStateException failed) {
      throw new Failure(
          ErrorCode.RESOURCE,
          "the embedded PostgreSQL did not start in '" + directory + "': " + failed.getMessage(),
          failed);
    }
  }

  private static EmbeddedPostgres server(Path directory, boolean durable) throws IOException {
    Path log = directory.resolve("server.log");
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    if (durable) {
      // The builder's own defaults are those of a test.
      builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
    } else {
      // Synthetic data that dies with the process: a crash of the machine may lose it.
      builder
          .setServerConfig("fsync", "off")
          .setServerConfig("synchronous_commit", "off")
          .setServerConfig("full_page_writes", "off")
          .setServerConfig("wal_level", "minimal")
          .setServerConfig("max_wal_senders", "0");
    }
    return builder
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(true)
        .setRegisterShutdownHook(false) // whoever opens also closes, in the right order
        .setPGStartupWait(Duration.ofSeconds(60))
        .setLocaleConfig("locale", "C") // the only one that every system has
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("shared_buffers", "256MB")
        // Otherwise the server's log quotes rows that a constraint refused.
        .setServerConfig("log_error_verbosity", "terse")
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The server trusts everybody who is local until its users have passwords. */
  private void createUsers() throws IOException, SQLException {
    Files.writeString(
        directory.resolve("data").resolve("pg_hba.conf"),
        """
        host all all 127.0.0.1/32 scram-sha-256
        host all all ::1/128 scram-sha-256
        """);
    try (Connection superuser = server.getPostgresDatabase().getConnection();
        Statement statement = superuser.createStatement()) {
      statement.execute(
          """
          create role owner login createdb createrole password '%s';
          create role reader login password '%s';
          create role loader login password '%s';
          alter role reader set default_transaction_read_only = on;
          grant pg_checkpoint, pg_monitor, pg_signal_backend to owner;
          grant set on parameter deadlock_timeout to owner;
          select pg_reload_conf();
          """
              .formatted(passwords.get(OWNER), passwords.get(READER), passwords.get(LOADER)));
    }
  }

  /** Creates another database, empty and owned by the owner. */
  public void create(String database) {
    asOwner("postgres", "create database \"" + database.replace("\"", "\"\"") + "\"");
  }

  /** Creates another database as it stands in one that nobody is connected to. */
  public void copy(String database, String template) {
    asOwner("postgres", "create database \"" + database + "\" template \"" + template + "\"");
  }

  /** Removes a database, whoever is connected to it. */
  public void drop(String database) {
    asOwner("postgres", "drop database \"" + database + "\" with (force)");
  }

  /** Fills the legacy database and lets the reader read it. */
  public void generate(LegacyDatabase.Synthetic synthetic) {
    Endpoint owner = endpoint(LEGACY, OWNER);
    LegacyDatabase.generate(owner, synthetic);
    Schemas.grantSource(owner);
    asOwner(LEGACY, "grant crosswalk_reader to " + READER);
  }

  /** Creates the modern tables and the ledger, and lets the loader fill them. */
  public void applySchemas(String database) {
    Schemas.applyTarget(endpoint(database, OWNER));
    asOwner(database, "grant crosswalk_loader to " + LOADER);
  }

  /** The legacy database, read-only. */
  public Endpoint source() {
    return endpoint(LEGACY, READER);
  }

  /** The modern database, with what a worker needs and no more. */
  public Endpoint target() {
    return target(MODERN);
  }

  /** A database made by {@link #create}, with what a worker needs and no more. */
  public Endpoint target(String database) {
    return endpoint(database, LOADER);
  }

  /** A database as its owner, who may do anything with it. */
  public Endpoint owner(String database) {
    return endpoint(database, OWNER);
  }

  /** The same as a URI for psql and for {@code CROSSWALK_*_URL}, password included. */
  public static String uri(Endpoint endpoint) {
    String user = endpoint.user() + ":" + endpoint.password() + "@";
    return endpoint.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + user);
  }

  private Endpoint endpoint(String database, String user) {
    return new Endpoint(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
        user,
        passwords.get(user));
  }

  private void asOwner(String database, String sql) {
    Endpoint owner = endpoint(database, OWNER);
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new Failure(ErrorCode.INTERNAL, "embedded PostgreSQL: " + failed.getMessage(), failed);
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    try {
      server.close();
      delete(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (var files = Files.list(path)) {
        for (Path file : files.toList()) {
          delete(file);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}

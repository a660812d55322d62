package dev.crosswalk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.testing.SelfSigned;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a server that speaks TLS, and what is said when one cannot be made. */
class TlsTest {
  private static final String ENCRYPTED =
      "select ssl and version like 'TLS%' from pg_stat_ssl where pid = pg_backend_pid()";

  @TempDir private static Path directory;

  private static EmbeddedPostgres server;
  private static SelfSigned certificate;
  private static SelfSigned another;

  @BeforeAll
  static void start() throws IOException, SQLException {
    certificate = SelfSigned.create(directory, "server", "localhost");
    another = SelfSigned.create(directory, "another", "localhost");
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", certificate.certificate().toString())
            .setServerConfig("ssl_key_file", certificate.key().toString())
            .setOverrideWorkingDirectory(directory.toFile())
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(false)
            .start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role guest login password 'p@ss:word'");
      statement.execute("create database modern owner guest");
      Files.writeString(
          directory.resolve("data").resolve("pg_hba.conf"),
          "hostssl all guest all scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void requireEncrypts() throws SQLException {
    assertThat(answer("p%40ss:word@localhost", "require", Map.of())).isEqualTo("t");
  }

  @Test
  void verifyFullKnowsTheServerByItsCertificateAndName() throws SQLException {
    String mode = "verify-full&sslrootcert=" + certificate.certificate();

    assertThat(answer("p%40ss:word@localhost", mode, Map.of())).isEqualTo("t");
    refused(
        () -> answer("p%40ss:word@127.0.0.1", mode, Map.of()),
        ErrorCode.INPUT,
        "the server's certificate is for another host name than the one in the URL");
    refused(
        () ->
            answer(
                "p%40ss:word@localhost",
                "verify-full&sslrootcert=" + another.certificate(), Map.of()),
        ErrorCode.INPUT,
        "the server's certificate is not trusted");
    refused(
        () -> answer("p%40ss:word@localhost", "verify-full&sslrootcert=/nowhere", Map.of()),
        ErrorCode.INPUT,
        "a certificate file cannot be read: see sslrootcert");
  }

  @Test
  void thePoolsAndTheSchemasAreEncryptedToo() throws SQLException {
    Endpoint endpoint = endpoint("p%40ss:word@localhost/modern?sslmode=require", Map.of());

    assertThat(Schemas.applyModern(endpoint)).isPositive();
    try (Databases databases = new Databases(endpoint, endpoint, 1);
        Connection source = databases.source();
        Connection target = databases.target()) {
      assertThat(value(source, ENCRYPTED)).isEqualTo("t");
      assertThat(value(target, ENCRYPTED)).isEqualTo("t");
      assertThat(value(target, "show application_name")).isEqualTo("crosswalk target");
    }
  }

  @Test
  void thePasswordMayComeFromTheEnvironmentOrThePasswordFile() throws IOException, SQLException {
    Path file = directory.resolve("passwords");
    Files.writeString(file, "localhost:" + server.getPort() + ":*:guest:p@ss\\:word\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(answer("@localhost", "require", Map.of("PGPASSFILE", file.toString())))
        .isEqualTo("t");
    assertThat(answer("@localhost", "require", Map.of("PGPASSWORD", "p@ss:word"))).isEqualTo("t");
    refused(
        () -> answer("@localhost", "require", Map.of()),
        ErrorCode.INPUT,
        "or it asks for a password and none is set");
    refused(
        () -> answer("@localhost", "prefer", Map.of()),
        ErrorCode.ACCESS,
        "the server asks for a password, and none is set");
  }

  @Test
  void whatKeepsOneOutIsSaidInWords() {
    refused(
        () -> answer("wrong@localhost", "require", Map.of()),
        ErrorCode.ACCESS,
        "the server refuses the role or its password");
    refused(
        () -> answer("p%40ss:word@localhost", "disable", Map.of()),
        ErrorCode.ACCESS,
        "the server does not let this role in from here");
    refused(
        () -> connect("p%40ss:word@localhost/nothere?sslmode=require"),
        ErrorCode.STRUCTURE,
        "the server has no such database");
    refused(
        () -> connect("p%40ss:word@nowhere.invalid/modern"),
        ErrorCode.CONNECTIVITY,
        "the host's name is not known here");
  }

  @Test
  void nothingListens() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    Endpoint endpoint =
        Endpoint.parse("URL", "postgresql://guest:secret@localhost:" + port + "/d", null, Map.of());

    refused(() -> endpoint.connect("target"), ErrorCode.CONNECTIVITY, "nothing listens there");
  }

  @Test
  void aServerWithoutTlsIsNotSpokenToInTheClear() throws IOException, InterruptedException {
    try (ServerSocket plain = new ServerSocket(0)) {
      Thread server = new Thread(() -> answerNo(plain));
      server.start();
      Endpoint endpoint =
          Endpoint.parse(
              "URL",
              "postgresql://guest:secret@localhost:" + plain.getLocalPort() + "/d?sslmode=require",
              null,
              Map.of());

      refused(
          () -> endpoint.connect("target"),
          ErrorCode.INPUT,
          "the server does not offer the encryption or channel binding that is asked for. Turn on");
      server.join();
    }
  }

  /** What a server without TLS says to the request for it, which is eight bytes long. */
  private static void answerNo(ServerSocket plain) {
    try (Socket client = plain.accept()) {
      client.getInputStream().readNBytes(8);
      client.getOutputStream().write('N');
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void refused(ThrowingCallable connecting, ErrorCode code, String words) {
    assertThatThrownBy(connecting)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageStartingWith("target ")
        .hasMessageContainingAll(" as guest: ", words)
        .hasMessageNotContainingAny("p@ss", "wrong", "secret", "FATAL");
  }

  private static String answer(String entry, String mode, Map<String, String> environment)
      throws SQLException {
    String name = entry.startsWith("@") ? "guest" + entry : "guest:" + entry;
    String uri = "postgresql://" + name + ":" + server.getPort() + "/modern?sslmode=" + mode;
    try (Connection connection = Endpoint.parse("URL", uri, null, environment).connect("target")) {
      return value(connection, ENCRYPTED);
    }
  }

  private static void connect(String rest) throws SQLException {
    endpoint(rest, Map.of()).connect("target").close();
  }

  private static Endpoint endpoint(String rest, Map<String, String> environment) {
    String placed = rest.replace("/", ":" + server.getPort() + "/");
    return Endpoint.parse("URL", "postgresql://guest:" + placed, null, environment);
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}

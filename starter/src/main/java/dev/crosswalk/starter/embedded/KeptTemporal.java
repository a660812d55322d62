package dev.crosswalk.starter.embedded;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.temporal.TemporalConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A Temporal dev server that keeps what it knows in a file, so that it can be killed and started
 * again. It is a process of the {@code temporal} command line, which must be installed. For one
 * thread; the connection is for any.
 */
public final class KeptTemporal implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path cli;
  private final Path directory;
  private final int port;
  private final TemporalConnection connection;
  private Process process;

  private KeptTemporal(Path cli, Path directory, int port) throws IOException {
    this.cli = cli;
    this.directory = directory;
    this.port = port;
    this.process = process();
    this.connection =
        new TemporalConnection(EmbeddedTemporal.profile("127.0.0.1:" + port, "default"));
  }

  /** Starts one with an empty file and waits until it answers. */
  public static KeptTemporal start(Map<String, String> environment) {
    Path cli = EmbeddedTemporal.cli(environment);
    if (cli == null) {
      throw new Failure(
          ErrorCode.INPUT,
          "a Temporal server that can be killed needs the temporal command line, on the PATH or"
              + " named by CROSSWALK_TEMPORAL_CLI: https://docs.temporal.io/cli");
    }
    try {
      Path directory = Files.createTempDirectory("crosswalk-temporal-");
      KeptTemporal temporal = new KeptTemporal(cli, directory, EmbeddedTemporal.freePort());
      try {
        temporal.connection.await(START);
        return temporal;
      } catch (RuntimeException silent) {
        temporal.close();
        throw new Failure(ErrorCode.CONNECTIVITY, temporal.address() + " does not answer", silent);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            cli.toString(),
            "server",
            "start-dev",
            "--headless",
            "--port",
            Integer.toString(port),
            "--db-filename",
            directory.resolve("temporal.db").toString(),
            "--log-level",
            "error")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again where it was, and waits until it answers. */
  public void restart() {
    try {
      process = process();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    connection.await(START);
  }

  public String address() {
    return connection.address();
  }

  public TemporalConnection connection() {
    return connection;
  }

  @Override
  public void close() {
    connection.close();
    kill();
    try {
      EmbeddedDatabases.delete(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

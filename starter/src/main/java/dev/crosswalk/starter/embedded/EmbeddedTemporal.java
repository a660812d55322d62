package dev.crosswalk.starter.embedded;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.temporal.TemporalConnection;
import dev.crosswalk.temporal.TemporalFailures;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal service of an embedded run: the best that is at hand. In this order: the server that
 * {@code TEMPORAL_ADDRESS} names; a dev server of the {@code temporal} CLI that is installed; one
 * that is downloaded, when asked for; the in-memory service of the SDK.
 *
 * <p>Closing ends what was started here, and leaves a server that others run alone.
 */
public final class EmbeddedTemporal implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Where the service comes from. */
  public enum Kind {
    /** A server that others run and share. */
    EXTERNAL,
    /** A dev server that ends with this process. */
    DEV_SERVER,
    /** The SDK's test service inside this process: no Web UI, nothing survives. */
    IN_MEMORY
  }

  private final Kind kind;
  private final TemporalConnection connection;
  private final @Nullable AutoCloseable server;
  private final @Nullable String webUi;

  private EmbeddedTemporal(
      Kind kind,
      ClientConfigProfile profile,
      @Nullable AutoCloseable server,
      @Nullable String webUi) {
    this.kind = kind;
    this.connection = new TemporalConnection(profile);
    this.server = server;
    this.webUi = webUi;
  }

  /**
   * Starts or finds a service and waits until it answers.
   *
   * @param webUi whether a dev server may be downloaded for the sake of its Web UI
   * @param environment the process's environment
   */
  public static EmbeddedTemporal start(boolean webUi, Map<String, String> environment) {
    EmbeddedTemporal temporal = choose(webUi, environment);
    try {
      temporal.connection.await(ANSWER);
      return temporal;
    } catch (RuntimeException silent) {
      temporal.close();
      throw new Failure(
          ErrorCode.CONNECTIVITY, "Temporal at " + temporal.address() + " does not answer", silent);
    }
  }

  private static EmbeddedTemporal choose(boolean webUi, Map<String, String> environment) {
    String address = environment.get("TEMPORAL_ADDRESS");
    if (address != null && !address.isBlank()) {
      return new EmbeddedTemporal(
          Kind.EXTERNAL, TemporalConnection.settings(environment), null, null);
    }
    Path cli = cli(environment);
    if (cli != null) {
      return devServer(
          TemporalDevServerOptions.newBuilder()
              .setExistingPath(cli.toString())
              .setDownloadEnabled(false));
    }
    return webUi ? devServer(TemporalDevServerOptions.newBuilder()) : inMemory();
  }

  private static EmbeddedTemporal devServer(TemporalDevServerOptions.Builder options) {
    try {
      int uiPort = freePort();
      // Its banner would stand among our data on stdout.
      Path log = Files.createTempFile("crosswalk-temporal-", ".log");
      log.toFile().deleteOnExit();
      TemporalDevServer server =
          TemporalDevServer.start(
              options
                  .setPort(freePort())
                  .setUiEnabled(true)
                  .setUiPort(uiPort)
                  .setLogLevel("warn")
                  .setLogFile(log.toString())
                  .setStartupTimeout(START)
                  .build());
      return new EmbeddedTemporal(
          Kind.DEV_SERVER,
          profile(server.getTarget(), server.getNamespace()),
          server,
          "http://" + LOOPBACK + ":" + uiPort);
    } catch (IOException | RuntimeException failed) {
      throw new Failure(
          ErrorCode.RESOURCE,
          "the Temporal dev server did not start: " + failed.getMessage(),
          failed);
    }
  }

  private static EmbeddedTemporal inMemory() {
    try {
      int port = freePort();
      // Locked: time passes as it does outside.
      return new EmbeddedTemporal(
          Kind.IN_MEMORY,
          profile(LOOPBACK + ":" + port, "default"),
          TestServer.createPortBoundServer(port, true),
          null);
    } catch (IOException | RuntimeException failed) {
      throw new Failure(
          ErrorCode.RESOURCE,
          "the in-memory Temporal service did not start: " + failed.getMessage(),
          failed);
    }
  }

  /** The {@code temporal} executable that is installed, or null. */
  static @Nullable Path cli(Map<String, String> environment) {
    String given = environment.get("CROSSWALK_TEMPORAL_CLI");
    if (given != null && !given.isBlank()) {
      Path cli = Path.of(given);
      if (!Files.isExecutable(cli)) {
        throw new Failure(
            ErrorCode.INPUT, "CROSSWALK_TEMPORAL_CLI names no executable file: " + given);
      }
      return cli;
    }
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path cli = Path.of(folder.isEmpty() ? "." : folder, "temporal");
      if (Files.isRegularFile(cli) && Files.isExecutable(cli)) {
        return cli;
      }
    }
    return null;
  }

  static ClientConfigProfile profile(String address, String namespace) {
    return ClientConfigProfile.newBuilder().setAddress(address).setNamespace(namespace).build();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Which service it is, in a few words. */
  public String describe() {
    return switch (kind) {
      case EXTERNAL -> "server at " + address() + ", namespace " + namespace();
      case DEV_SERVER -> "dev server at " + address() + ", Web UI at " + webUi;
      case IN_MEMORY -> "in-memory service at " + address() + ": no Web UI, nothing survives exit";
    };
  }

  public Kind kind() {
    return kind;
  }

  public String address() {
    return connection.address();
  }

  public String namespace() {
    return connection.namespace();
  }

  public WorkflowClient client() {
    return connection.client();
  }

  /** Where a workflow can be watched, or null when there is no Web UI that we know of. */
  public @Nullable String webUi(String workflowId) {
    return webUi == null ? null : webUi + "/namespaces/" + namespace() + "/workflows/" + workflowId;
  }

  public TemporalConnection connection() {
    return connection;
  }

  /** Whether the workflow ends within this time; fails as it does. */
  public boolean ends(CompletableFuture<?> result, long millis) {
    try {
      result.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      throw TemporalFailures.failure(failed, "the run", connection());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.INTERNAL, "interrupted while the run went on", ended);
    }
  }

  @Override
  public void close() {
    connection.close();
    if (server != null) {
      try {
        server.close();
      } catch (Exception failed) {
        throw new Failure(ErrorCode.INTERNAL, "the Temporal service did not end", failed);
      }
    }
  }
}

package dev.crosswalk.endtoend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testserver.TestServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Temporal service that worker processes can reach. */
public final class TemporalServer implements AutoCloseable {
  /** Where the {@code temporal} command line is, when somebody has installed it. */
  static final String CLI = "CROSSWALK_TEMPORAL_CLI";

  public final String address;
  public final WorkflowClient client;
  private final WorkflowServiceStubs stubs;
  private Closeable server;

  private TemporalServer(String address, Closeable server) {
    this.address = address;
    this.server = server;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    this.client = WorkflowClient.newInstance(stubs);
  }

  public static TemporalServer inMemory() {
    int port = freePort();
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, true);
    return new TemporalServer("127.0.0.1:" + port, server);
  }

  public static TemporalServer real() {
    int port = freePort();
    TemporalDevServer server =
        TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(String.valueOf(System.getenv(CLI)))
                .setDownloadEnabled(false)
                .setPort(port)
                .setUiEnabled(false)
                .setLogLevel("error")
                .build());
    return new TemporalServer("127.0.0.1:" + port, server::close);
  }

  /** One that can be killed and started again on what it has kept in the file. */
  static TemporalServer kept(Path file) throws InterruptedException {
    int port = freePort();
    TemporalServer temporal = new TemporalServer("127.0.0.1:" + port, () -> {});
    temporal.restart(file);
    return temporal;
  }

  /** As {@code kill -9} does. */
  void kill() throws IOException {
    server.close();
  }

  void restart(Path file) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  String.valueOf(System.getenv(CLI)),
                  "server",
                  "start-dev",
                  "--headless",
                  "--port",
                  address.substring(address.indexOf(':') + 1),
                  "--db-filename",
                  file.toString(),
                  "--log-level",
                  "error")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server = () -> process.destroyForcibly().onExit().join();
    EndToEndSuite.await("Temporal at " + address, this::answers);
  }

  private boolean answers() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(1, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    stubs.shutdownNow();
    server.close();
  }
}

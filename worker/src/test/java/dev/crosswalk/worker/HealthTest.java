package dev.crosswalk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.Failure;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the file that a health check looks at is there, is new, and is gone. */
@Timeout(180)
class HealthTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir Path directory;

  @Test
  void itIsRenewedAtEachBeatAtWhichTheWorkerIsWellAndGoneInTheEnd() throws Exception {
    Path file = directory.resolve("healthy");
    Files.writeString(file, "of an earlier process");
    // Each beat waits for its answer, and one that is taken was preceded by the whole beat before.
    BlockingQueue<Boolean> answers = new SynchronousQueue<>();
    try (Health health = Health.at(file.toString())) {
      assertThat(file).doesNotExist();
      health.beat(AT_ONCE, () -> take(answers));
      answers.put(false);
      answers.put(false);
      assertThat(file).doesNotExist();

      answers.put(true);
      answers.put(false);
      String first = Files.readString(file);
      answers.put(false);
      answers.put(false);
      assertThat(file).content().as("it goes stale").isEqualTo(first);

      answers.put(true);
      answers.put(false);
      assertThat(file).content().as("it is renewed").isNotEqualTo(first);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenIsRefused() {
    for (String path : new String[] {directory.toString(), directory + "/nowhere/file", "\0"}) {
      assertThatThrownBy(() -> Health.at(path))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("CROSSWALK_HEALTH_FILE names a file that cannot be written");
    }
  }

  @Test
  void aWorkerHasItWhileItServes() throws Exception {
    Path file = directory.resolve("healthy");
    int port = freePort();
    TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(port, true);
    Process worker = worker(file, port);
    try {
      while (!Files.exists(file)) {
        assertThat(worker.waitFor(100, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
      }
      worker.destroy();
      assertThat(worker.waitFor()).isEqualTo(143);
      assertThat(file).doesNotExist();
    } finally {
      worker.destroyForcibly();
      temporal.close();
    }
  }

  @Test
  void aWorkerThatCannotWriteItDoesNotStart() throws Exception {
    Process worker = worker(directory.resolve("nowhere").resolve("file"), 1);
    String said = new String(worker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(worker.waitFor()).isEqualTo(2);
    assertThat(said).contains("CROSSWALK_HEALTH_FILE names a file that cannot be written");
  }

  /** Databases are first reached when a run needs them, so none is there. */
  private Process worker(Path file, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.crosswalk.worker.WorkerMain");
    builder.environment().put("CROSSWALK_SOURCE_URL", "postgresql://reader@localhost:1/legacy");
    builder.environment().put("CROSSWALK_TARGET_URL", "postgresql://loader@localhost:1/modern");
    builder.environment().put("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    builder.environment().put("CROSSWALK_HEALTH_FILE", file.toString());
    return builder.start();
  }

  private static boolean take(BlockingQueue<Boolean> answers) {
    try {
      return answers.take();
    } catch (InterruptedException closing) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

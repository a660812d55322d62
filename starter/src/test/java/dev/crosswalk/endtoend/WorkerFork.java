package dev.crosswalk.endtoend;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.testing.TestDatabases;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, as people run it, with the heap that the README promises. */
public final class WorkerFork implements AutoCloseable {
  private final Process process;
  private final Path log;

  public WorkerFork(TestDatabases databases, String temporal) {
    this(databases.reader(), databases.loader(), temporal, 2, Map.of());
  }

  /** One with plans of the test's own. */
  public WorkerFork(TestDatabases databases, String temporal, Path plans) {
    this(
        databases.reader(),
        databases.loader(),
        temporal,
        2,
        Map.of("CROSSWALK_PLANS", plans.toString()));
  }

  /** One with settings of the test's own. */
  WorkerFork(TestDatabases databases, String temporal, Map<String, String> settings) {
    this(databases.reader(), databases.loader(), temporal, 2, settings);
  }

  WorkerFork(Endpoint source, Endpoint target, String temporal, int parallelism) {
    this(source, target, temporal, parallelism, Map.of());
  }

  private WorkerFork(
      Endpoint source,
      Endpoint target,
      String temporal,
      int parallelism,
      Map<String, String> settings) {
    try {
      log = Files.createTempFile("crosswalk-worker", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              "dev.crosswalk.worker.WorkerMain");
      builder.redirectErrorStream(true).redirectOutput(new File(log.toString()));
      Map<String, String> environment = builder.environment();
      environment.put("CROSSWALK_SOURCE_URL", uri(source));
      environment.put("CROSSWALK_TARGET_URL", uri(target));
      environment.put("TEMPORAL_ADDRESS", temporal);
      environment.put("CROSSWALK_PARALLELISM", Integer.toString(parallelism));
      environment.putAll(settings);
      process = builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** As a worker is told it. */
  public static String uri(Endpoint endpoint) {
    return endpoint
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgresql://" + endpoint.user() + ":" + endpoint.password() + "@");
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends a signal such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " returned " + code);
    }
  }

  /** Tells it to end, waits until it has, and returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** What the process has written. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the worker did not end on SIGTERM:\n" + log());
      }
      Files.deleteIfExists(log);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

package dev.crosswalk.starter.embedded;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.worker.WorkerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a process of its own, with the heap and the collector that the {@code crosswalk}
 * script gives it, and {@code CROSSWALK_JAVA_OPTS}. For one thread.
 */
public final class WorkerChild implements AutoCloseable {
  private static final String LOG = "worker.log";
  private static final String COLLECTIONS = "collections.log";
  private static final long GRACE_SECONDS = 20;
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M[^>]*->(\\d+)M");
  private static final Pattern AT_EXIT = Pattern.compile("total \\d+K, used (\\d+)K");

  private final Process process;
  private final Path own;
  private @Nullable Heap heap;

  private WorkerChild(Process process, Path own) {
    this.process = process;
    this.own = own;
  }

  /**
   * What its heap held, in MiB.
   *
   * @param most at any time, garbage included
   * @param live the most that a collection left; 0 when there was none
   */
  public record Heap(int most, int live) {}

  /**
   * Starts one that serves its queue until it is closed.
   *
   * @param plans those it knows
   * @param environment all of its other settings
   * @param directory where it runs; null: in one of its own, where no file has settings for it
   */
  public static WorkerChild start(
      PlanFiles plans, Map<String, String> environment, @Nullable Path directory) {
    try {
      Path own = Files.createTempDirectory("crosswalk-worker-").toAbsolutePath();
      plans.copyTo(own.resolve("plans"));
      ProcessBuilder builder =
          new ProcessBuilder(command(own, environment.get("CROSSWALK_JAVA_OPTS")));
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("CROSSWALK_PLANS", own.resolve("plans").toString());
      builder.directory((directory == null ? own : directory).toAbsolutePath().toFile());
      builder.redirectError(own.resolve(LOG).toFile()); // on stdout it says nothing of itself
      return new WorkerChild(builder.start(), own);
    } catch (IOException refused) {
      throw new Failure(
          ErrorCode.RESOURCE, "the worker process did not start: " + refused.getMessage(), refused);
    }
  }

  private static List<String> command(Path own, @Nullable String options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Xlog:gc,gc+heap+exit:file=" + own.resolve(COLLECTIONS) + ":none");
    if (options == null || !options.matches(".*-XX:\\+Use\\w*GC.*")) {
      command.add("-XX:+UseSerialGC");
    }
    if (options != null && !options.isBlank()) {
      command.addAll(List.of(options.strip().split("\\s+")));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    return command;
  }

  /** To send it signals, or to speak with it where it was told to. */
  public Process process() {
    return process;
  }

  /** What it has said so far; only before it is closed. */
  public List<String> log() {
    return lines(own.resolve(LOG));
  }

  /** Fails when it has ended by itself, with what it said last. */
  public void requireAlive() {
    if (!process.isAlive()) {
      List<String> lines = lines(own.resolve(LOG));
      throw new Failure(
          ErrorCode.RESOURCE,
          "the worker process ended with exit code "
              + process.exitValue()
              + (lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1)));
    }
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it as a signal does, and waits until it has ended. May be repeated. */
  @Override
  public void close() {
    if (heap != null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      heap = heap(lines(own.resolve(COLLECTIONS)));
      EmbeddedDatabases.delete(own);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What its heap held in all its life; only after it was closed. */
  public Heap heap() {
    if (heap == null) {
      throw new IllegalStateException("the worker has not been closed");
    }
    return heap;
  }

  private static Heap heap(List<String> lines) {
    int most = 0;
    int live = 0;
    long left = 0;
    for (String line : lines) {
      Matcher collection = COLLECTION.matcher(line);
      if (collection.find()) {
        most = Math.max(most, Integer.parseInt(collection.group(1)));
        live = Math.max(live, Integer.parseInt(collection.group(2)));
      }
      Matcher exit = AT_EXIT.matcher(line);
      if (exit.find()) {
        left += Long.parseLong(exit.group(1));
      }
    }
    return new Heap(Math.max(most, Math.toIntExact(left >> 10)), live);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

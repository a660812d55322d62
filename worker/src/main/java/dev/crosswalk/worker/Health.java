package dev.crosswalk.worker;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a worker serves. The log says when that changes, and a file, where one is wished for,
 * tells it by its age, so that asking costs no second JVM: it is written anew at each beat at which
 * the worker is well, and removed on closing. One that is older than a few beats means that the
 * worker is not well, or that its process is stopped or gone. Thread-safe.
 */
final class Health implements AutoCloseable {
  static final String SETTING = "CROSSWALK_HEALTH_FILE";

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final @Nullable Path file;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          beat -> {
            Thread thread = new Thread(beat, "crosswalk-health");
            thread.setDaemon(true);
            return thread;
          });
  private boolean well = true;
  private boolean closed;

  private Health(@Nullable Path file) {
    this.file = file;
  }

  /**
   * With the file of this name, or none for null. Fails when the file cannot be written; leaves
   * none, nor one of an earlier process.
   */
  static Health at(@Nullable String name) {
    try {
      Path file = name == null ? null : Path.of(name);
      if (file != null) {
        Files.writeString(file, "");
        Files.delete(file);
      }
      return new Health(file);
    } catch (IOException | InvalidPathException refused) {
      throw new Failure(
          ErrorCode.INPUT,
          SETTING
              + " names a file that cannot be written: "
              + name
              + "; see that its folder exists",
          refused);
    }
  }

  /** Looks at once, and then after each pause, whether the worker is well. To be called once. */
  void beat(Duration pause, BooleanSupplier wellNow) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> note(wellNow.getAsBoolean()), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void note(boolean wellNow) {
    if (closed) {
      return;
    }
    if (well && !wellNow) {
      LOG.warn("Temporal does not answer; what was begun waits, and goes on when it does");
    } else if (wellNow && !well) {
      LOG.info("Temporal answers again");
    }
    well = wellNow;
    if (well && file != null) {
      try {
        Files.writeString(file, Instant.now() + "\n");
      } catch (IOException refused) {
        LOG.warn("{} cannot be written ({})", SETTING, refused.getClass().getSimpleName());
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      try {
        if (file != null) {
          Files.deleteIfExists(file);
        }
      } catch (IOException refused) {
        LOG.warn("{} cannot be removed ({})", SETTING, refused.getClass().getSimpleName());
      }
    }
    timer.shutdownNow();
  }
}

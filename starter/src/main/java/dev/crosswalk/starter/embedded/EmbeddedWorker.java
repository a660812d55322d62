package dev.crosswalk.starter.embedded;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.library.Library;
import dev.crosswalk.settings.BackupLimits;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.worker.WorkerProcess;
import dev.crosswalk.worker.WorkerSettings;

/** A worker in this process. Closing it lets batches in progress commit or roll back. */
public final class EmbeddedWorker implements AutoCloseable {
  /** The queue that a worker serves unless it is told otherwise. */
  public static final String TASK_QUEUE = Settings.TASK_QUEUE;

  private final WorkerProcess process;

  private EmbeddedWorker(WorkerProcess process) {
    this.process = process;
  }

  /** Starts one that serves the queue until it is closed; the service stays open longer. */
  public static EmbeddedWorker start(
      EmbeddedTemporal temporal,
      Library library,
      Endpoint source,
      Endpoint target,
      String taskQueue,
      int parallelism) {
    return new EmbeddedWorker(
        WorkerProcess.start(
            new WorkerSettings(source, target, taskQueue, parallelism, BackupLimits.DEFAULT, null),
            library,
            temporal.connection()));
  }

  /** Chunks in flight when nobody says how many. */
  public static int defaultParallelism() {
    return Settings.defaultParallelism();
  }

  @Override
  public void close() {
    process.close();
  }
}

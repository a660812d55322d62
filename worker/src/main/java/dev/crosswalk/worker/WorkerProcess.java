package dev.crosswalk.worker;

import dev.crosswalk.activities.CheckpointActivitiesImpl;
import dev.crosswalk.activities.EntityActivitiesImpl;
import dev.crosswalk.activities.RollbackActivitiesImpl;
import dev.crosswalk.activities.RunActivitiesImpl;
import dev.crosswalk.activities.SanitizingInterceptor;
import dev.crosswalk.activities.StaleAttemptInterceptor;
import dev.crosswalk.database.Databases;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.library.Library;
import dev.crosswalk.temporal.SearchAttributeRegistry;
import dev.crosswalk.temporal.TemporalConnection;
import dev.crosswalk.workflows.EntityWorkflowImpl;
import dev.crosswalk.workflows.MigrationWorkflowImpl;
import dev.crosswalk.workflows.ReplayWorkflowImpl;
import dev.crosswalk.workflows.RollbackWorkflowImpl;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker with its pools: the one place where everything is put together.
 *
 * <p>Closing lets batches in progress commit or roll back; their chunks go on elsewhere within a
 * second. It may be closed from any thread, once.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** For what runs beside chunks: planning, gates, statuses. They are short. */
  private static final int SLOTS_BESIDE_CHUNKS = 4;

  /** A cancel is seen at the next heartbeat that is really sent. */
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofMillis(500);

  /** Longer than a batch takes; an orchestrator's kill grace must exceed both. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration HARD_GRACE = Duration.ofSeconds(10);

  private final Databases databases;
  private final RunActivitiesImpl runActivities;
  private final EntityActivitiesImpl entityActivities;
  private final RollbackActivitiesImpl rollbackActivities;
  private final CheckpointActivitiesImpl checkpointActivities;
  private final WorkerFactory factory;

  private WorkerProcess(
      WorkerSettings settings, Library library, TemporalConnection temporal, FaultPoints faults) {
    int slots = settings.parallelism() + SLOTS_BESIDE_CHUNKS;
    boolean searchAttributes = SearchAttributeRegistry.register(temporal);
    this.databases = new Databases(settings.source(), settings.target(), slots);
    this.runActivities =
        new RunActivitiesImpl(
            databases, library, () -> searchAttributes, settings.parallelism(), faults);
    this.entityActivities = new EntityActivitiesImpl(databases, faults);
    this.rollbackActivities = new RollbackActivitiesImpl(databases, faults);
    this.checkpointActivities =
        new CheckpointActivitiesImpl(databases, settings.backups(), settings.reports(), faults);
    this.factory =
        WorkerFactory.newInstance(
            temporal.client(),
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new SanitizingInterceptor(), new StaleAttemptInterceptor())
                .validateAndBuildWithDefaults());
    Worker worker =
        factory.newWorker(
            settings.taskQueue(),
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(slots)
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .build());
    // An input that cannot be read fails its run at once, instead of being tried for ever.
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(
                DataConverterException.class,
                IllegalArgumentException.class,
                IllegalStateException.class)
            .build(),
        MigrationWorkflowImpl.class,
        EntityWorkflowImpl.class,
        ReplayWorkflowImpl.class,
        RollbackWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        runActivities, entityActivities, rollbackActivities, checkpointActivities);
  }

  /**
   * Starts polling. Fails when the library has problems or the server does not know the namespace;
   * databases are first reached when a run needs them.
   *
   * @param temporal stays the caller's, and open for as long as the worker lives
   */
  public static WorkerProcess start(
      WorkerSettings settings, Library library, TemporalConnection temporal) {
    return start(settings, library, temporal, FaultPoints.NONE);
  }

  /** The same, of a worker whose activities tell where they are. */
  static WorkerProcess start(
      WorkerSettings settings, Library library, TemporalConnection temporal, FaultPoints faults) {
    WorkerProcess process = new WorkerProcess(settings, library, temporal, faults);
    try {
      process.factory.start();
    } catch (RuntimeException refused) {
      process.close();
      throw refused;
    }
    LOG.info(
        "polling task queue '{}' of {} ({}), {} chunks in flight",
        settings.taskQueue(),
        temporal.address(),
        temporal.namespace(),
        settings.parallelism());
    return process;
  }

  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(HARD_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
    entityActivities.close();
    rollbackActivities.close();
    checkpointActivities.close();
    runActivities.close();
    databases.close();
    LOG.info("worker ended");
  }
}

package dev.crosswalk.activities;

import dev.crosswalk.copy.ChunkCopier;
import dev.crosswalk.copy.EntityPlanner;
import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Replays;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities;
import dev.crosswalk.workflows.Failures;
import dev.crosswalk.workflows.ReplayActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Moves rows, for the first time or once more. One instance serves all activities of a worker. */
public final class EntityActivitiesImpl
    implements EntityActivities, ReplayActivities, AutoCloseable {
  /** A transient failure that lasts this long without a row moved is one for a person. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(4, daemons("crosswalk-heartbeat"));
  private final ExecutorService readers = Executors.newCachedThreadPool(daemons("crosswalk-read"));
  private final EntityPlanner planner;
  private final ChunkCopier copier;
  private final Replays replays;

  public EntityActivitiesImpl(Databases databases) {
    Workplace workplace = new Workplace(databases);
    this.planner = new EntityPlanner(workplace);
    this.copier = new ChunkCopier(workplace, readers);
    this.replays = new Replays(workplace);
  }

  @Override
  public EntityActivities.Opened open(EntityTask task) {
    return beating("planning chunks", heartbeat -> planner.open(task, heartbeat));
  }

  @Override
  public void halt(EntityTask task) {
    beating(
        "halting",
        heartbeat -> {
          planner.halt(task, heartbeat);
          return task;
        });
  }

  @Override
  public Counts close(EntityActivities.CloseTask task) {
    return beating("closing", heartbeat -> planner.close(task, heartbeat));
  }

  @Override
  public Counts copyChunk(ChunkTask task) {
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    return beating(
        ChunkCopier.Progress.of(task, 0).at(), heartbeat -> copier.copy(task, attempt, heartbeat));
  }

  @Override
  public ReplayActivities.Opened open(Start start) {
    return beating("taking the target", heartbeat -> replays.open(start, heartbeat));
  }

  @Override
  public List<Replayed> rows(RowsTask task) {
    return beating("replay of " + task.entity(), heartbeat -> replays.rows(task, heartbeat));
  }

  @Override
  public Summary close(ReplayActivities.CloseTask task) {
    return beating("giving the target free", heartbeat -> replays.close(task, heartbeat));
  }

  /** Works under a heartbeat; gives up on what stays transient for too long. */
  private <T> T beating(String at, Function<Heartbeat, T> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ChunkCopier.Progress before =
        context
            .getHeartbeatDetails(ChunkCopier.Progress.class)
            .orElse(new ChunkCopier.Progress(at, 0, 0, context.getInfo().getScheduledTimestamp()));
    try (Heartbeat heartbeat = new Heartbeat(timer, context::heartbeat, before)) {
      try {
        return work.apply(heartbeat);
      } catch (RuntimeException failure) {
        long moved =
            heartbeat.progress() instanceof ChunkCopier.Progress last
                ? last.movedAtMillis()
                : before.movedAtMillis();
        Failure known = SanitizingInterceptor.failure(failure);
        if (known != null
            && known.code().retryable()
            && System.currentTimeMillis() - moved > PATIENCE.toMillis()) {
          throw Failures.givenUp(
              known.code(),
              "no row moved for " + PATIENCE.toMinutes() + " minutes. " + known.getMessage());
        }
        throw failure;
      }
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    timer.shutdownNow();
    readers.shutdownNow();
  }
}

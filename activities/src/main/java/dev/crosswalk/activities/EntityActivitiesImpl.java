package dev.crosswalk.activities;

import dev.crosswalk.copy.ChunkCopier;
import dev.crosswalk.copy.EntityPlanner;
import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Replays;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities;
import dev.crosswalk.workflows.ReplayActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Moves rows, for the first time or once more. One instance serves all activities of a worker. */
public final class EntityActivitiesImpl
    implements EntityActivities, ReplayActivities, AutoCloseable {
  private final Beating beating = new Beating(4);
  private final EntityPlanner planner;
  private final ChunkCopier copier;
  private final Replays replays;

  public EntityActivitiesImpl(Databases databases, FaultPoints faults) {
    Workplace workplace = new Workplace(databases, faults);
    this.planner = new EntityPlanner(workplace);
    // Never shut down: a reader ends with its connection, its thread after a minute without work.
    this.copier =
        new ChunkCopier(workplace, Executors.newCachedThreadPool(Daemons.named("crosswalk-read")));
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

  private <T> T beating(String at, Function<Heartbeat, T> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ChunkCopier.Progress before =
        context
            .getHeartbeatDetails(ChunkCopier.Progress.class)
            .orElse(new ChunkCopier.Progress(at, 0, 0, context.getInfo().getScheduledTimestamp()));
    return beating.work(
        before,
        progress ->
            progress instanceof ChunkCopier.Progress last
                ? last.movedAtMillis()
                : before.movedAtMillis(),
        work);
  }

  @Override
  public void close() {
    beating.close();
  }
}

package dev.crosswalk.workflows;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rejected rows are tried again. Every method may be repeated; the ledger decides. */
@ActivityInterface
public interface ReplayActivities {

  /**
   * Takes the target for a replay of a run that has ended, and raises the epoch of its entities: an
   * older replay of it writes nothing from then on.
   */
  @ActivityMethod(name = "OpenReplay")
  Opened open(Start start);

  /** Replays the chosen rows of one entity, and what was deferred under those that arrive. */
  @ActivityMethod(name = "ReplayRows")
  List<Replayed> rows(RowsTask task);

  /** Gives the target free; does nothing when the workflow does not hold it. */
  @ActivityMethod(name = "CloseReplay")
  Summary close(CloseTask task);

  /** A request with the identity of the workflow that makes it. */
  record Start(ReplayRequest request, String workflowId, String ownerRunId) {}

  /**
   * What there is to do.
   *
   * @param entities those with rows that are meant, in the order of the plan
   */
  record Opened(String targetFingerprint, List<Entity> entities) {}

  /** An entity and the epoch under which its rows may be replayed. */
  record Entity(String entity, long epoch) {}

  /** Rows are named by their numbers in the ledger, never by their keys. */
  record RowsTask(
      ReplayRequest request,
      String targetFingerprint,
      String workflowId,
      String entity,
      long epoch) {}

  /**
   * What became of rows that were tried again.
   *
   * @param tried how many were open and meant
   * @param arrived they are in the target now
   * @param filtered an exclusion leaves them out now
   * @param open they are still rejected or deferred
   * @param gone the source does not have them any more; they stay open
   */
  record Replayed(
      String run, String entity, long tried, long arrived, long filtered, long open, long gone) {}

  /** Which run's replay is over. */
  record CloseTask(
      String run, @Nullable String targetFingerprint, String workflowId, String ownerRunId) {}

  /**
   * How a replay ended.
   *
   * @param status that of the run, as its accounts are now
   */
  record Summary(String run, String status, long rejected, long deferred) {}
}

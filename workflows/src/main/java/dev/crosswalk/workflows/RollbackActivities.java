package dev.crosswalk.workflows;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what a run has written is undone. Every method may be repeated; the ledger decides. */
@ActivityInterface
public interface RollbackActivities {

  /**
   * Finds the entities that are meant and may have written rows, takes the target unless the run's
   * own workflow holds it, and notes who wants it. A rehearsal takes and notes nothing.
   */
  @ActivityMethod(name = "TakeForRollback")
  Scope take(Start start);

  /** Tells the steps in their order and what is in the way; changes nothing. */
  @ActivityMethod(name = "RehearseRollback")
  Rehearsal rehearse(Scope scope);

  /** Fences older writers off and begins; returns the epoch under which the rest is done. */
  @ActivityMethod(name = "OpenRollback")
  long open(Task task);

  /** Undoes what stands of one entity, batch after batch. */
  @ActivityMethod(name = "Undo")
  Undone undo(Task task);

  /** Proves that nothing of the entity is left, and closes its books; returns how many checks. */
  @ActivityMethod(name = "ProveRollback")
  int prove(Task task);

  /** Lets the same run load entities again that are rolled back; returns which ones those are. */
  @ActivityMethod(name = "ResetRolledBack")
  List<String> reset(Scope scope);

  /**
   * Calls phases and run rolled back of which nothing stands, and gives the target free, if the
   * workflow holds it.
   */
  @ActivityMethod(name = "CloseRollback")
  void release(Release release);

  /**
   * A request with the identity of the workflow that makes it.
   *
   * @param parentWorkflowId of the run's own workflow, when that makes it
   */
  record Start(
      RollbackRequest request,
      String workflowId,
      String ownerRunId,
      @Nullable String parentWorkflowId) {}

  /** What is to be undone. */
  record Scope(String run, String targetFingerprint, List<String> entities, boolean discardEdits) {}

  /**
   * What would be done.
   *
   * @param blockers the first of them
   */
  record Rehearsal(List<Step> steps, List<Blocker> blockers) {}

  /**
   * An entity to be undone, in its place.
   *
   * @param rows that it has inserted or updated, by the books
   */
  record Step(String phase, String entity, String table, long rows) {}

  /**
   * Something in the way. Its keys stay in the database: they do not belong into Temporal.
   *
   * @param object the constraint, trigger, table or entity that it is about
   * @param rows how many rows are concerned; 0 when it is not about rows
   * @param message what, where, and what to do
   */
  record Blocker(String code, String entity, String object, long rows, String message) {}

  /**
   * One entity at work.
   *
   * @param epoch that which {@link #open} gave; 0 before
   */
  record Task(
      String run, String targetFingerprint, String entity, boolean discardEdits, long epoch) {}

  /** Batches of the last attempt, and rows of the target that they cost or restored. */
  record Undone(long batches, long rows) {}

  /** Which rollback is over. */
  record Release(
      String run, @Nullable String targetFingerprint, String workflowId, String ownerRunId) {}
}

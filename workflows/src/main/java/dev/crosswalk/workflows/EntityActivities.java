package dev.crosswalk.workflows;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** How one entity's rows are moved. Every method may be repeated; the ledger decides. */
@ActivityInterface(namePrefix = "Entity_")
public interface EntityActivities {
  /** The activity that histories show once a chunk. */
  String COPY_CHUNK = "CopyChunk";

  /**
   * Settles the entity's claims and plans its chunks, once; then raises the epoch of the open
   * chunks, so that only who holds the returned epoch can write.
   */
  @ActivityMethod(name = "Open")
  Opened open(EntityTask task);

  /** Copies what is left of one chunk, batch after batch. */
  @ActivityMethod(name = COPY_CHUNK)
  Counts copyChunk(ChunkTask task);

  /**
   * Raises the epoch of the open chunks: when it returns, no older write is in flight or can begin.
   */
  @ActivityMethod(name = "Halt")
  void halt(EntityTask task);

  /**
   * Fills references that waited for the entity's rows, counts late rows, refreshes the target's
   * statistics and returns the entity's accounts.
   */
  @ActivityMethod(name = "Close")
  Counts close(CloseTask task);

  /**
   * The workflow input of a child, too.
   *
   * @param ownerRunId the run's owner that the work is for: it begins for no other one
   */
  record EntityTask(
      String run,
      String ownerRunId,
      String targetFingerprint,
      String phase,
      String entity,
      int parallelism) {}

  /**
   * Chunks ready to be copied.
   *
   * @param chunks how many there are
   * @param open the numbers of those that are not done
   * @param ordered whether they must be copied one after the other, as rows of different chunks may
   *     want the same unique value: the lower chunk's row is to get it
   */
  record Opened(long epoch, int chunks, List<Integer> open, boolean ordered) {}

  /** The chunk's number, never its keys: they stay in the ledger. */
  record ChunkTask(
      String run, String targetFingerprint, String entity, int chunk, int chunks, long epoch) {}

  /** What is done after the last chunk, by who holds the epoch. */
  record CloseTask(String run, String targetFingerprint, String entity, long epoch) {}
}

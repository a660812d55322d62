package dev.crosswalk.fault;

import java.util.Locale;

/** A place on the way of a run at which a fault means something of its own. */
public enum FaultPoint {
  /** Facts of the run, its phases and gates are written and not committed. */
  BOOKS_WRITTEN,
  /** They are committed, and Temporal has not heard of it. */
  BOOKS_COMMITTED,
  /** A backup's copies are written, and nothing of it is committed. */
  BACKUP_COPIED,
  /** A backup is committed, and Temporal has not heard of it. */
  BACKUP_COMMITTED,
  /** An entity's chunks are planned and its writers fenced off; nothing of it is committed. */
  PLANNED,
  /** A chunk is entered and nothing of it is read. */
  CHUNK_ENTERED,
  /** A batch was read and cleansed; the target knows nothing of it. */
  BATCH_READ,
  /** A batch begins: where its rows are merged they are staged; the fence is still to be passed. */
  BATCH_STAGED,
  /** The fence is passed: the chunk's row is locked, and no row is written. */
  BATCH_FENCED,
  /** A batch failed as a whole and is being split to find the rows that cannot be written. */
  BATCH_SPLIT,
  /** Rows and rejects are written, the batch's own account is not. */
  BATCH_WRITTEN,
  /** All of a batch is written and nothing is committed. */
  BATCH_BOOKED,
  /** A batch is committed, and nobody has heard of it. */
  BATCH_COMMITTED,
  /** All of a chunk is committed, and Temporal has not heard of it. */
  CHUNK_COPIED,
  /** Rows that were rejected or deferred have arrived, and nothing of it is committed. */
  REPLAY_BOOKED,
  /** An entity's books are closed, and nothing of it is committed. */
  CLOSED,
  /** An entity is opened for its rollback: its writers are fenced off, nothing is undone. */
  UNDO_OPENED,
  /** Some batches are undone, and nothing of it is committed. */
  UNDO_BOOKED,
  /** Some batches are undone for good, and nobody has heard of it. */
  UNDO_COMMITTED,
  /** An entity's rollback is proven, and nothing of it is committed. */
  UNDO_PROVEN;

  /** As it is named to people and between processes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The point of that name; fails when there is none. */
  public static FaultPoint of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}

package dev.crosswalk.workflows;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a run beside its rows. Every method may be repeated. */
@ActivityInterface(namePrefix = "Checkpoint_")
public interface CheckpointActivities {

  /**
   * Copies tables of the target before a phase, or finds the copies that the same task has made
   * before; then lets old backups go. Fails with {@code resource.disk} when there is no room.
   */
  @ActivityMethod(name = "Backup")
  Taken backup(BackupTask task);

  /** Writes the run's documents anew, where the worker was told to. */
  @ActivityMethod(name = "Documents")
  Documents documents(DocumentsTask task);

  /**
   * A backup that is wanted.
   *
   * @param round the how manieth loading of the phase it precedes
   * @param full whether all tables are copied, or those that the phase writes
   */
  record BackupTask(String run, String targetFingerprint, String phase, int round, boolean full) {}

  /**
   * A backup that is complete.
   *
   * @param leftOut tables of a full backup that were not copied, and why
   */
  record Taken(long backup, int tables, long rows, long bytes, List<String> leftOut) {}

  /** The run that the documents are about. */
  record DocumentsTask(String run, String targetFingerprint) {}

  /**
   * Where the documents are.
   *
   * @param place host and directory; null when the worker was not told to write any
   */
  record Documents(@Nullable String place) {}
}

package dev.crosswalk.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What backups may take up.
 *
 * @param space the most bytes that all copies in the target may have; null: as many as it takes
 * @param directory where files of backups go; null: nowhere, so none can be asked for
 * @param keep how many complete backups are kept beside those of a run that has not ended
 */
public record BackupLimits(@Nullable Long space, @Nullable Path directory, int keep) {
  static final int KEEP = 10;

  /** Those of who says nothing. */
  public static final BackupLimits DEFAULT = new BackupLimits(null, null, KEEP);
}

package dev.crosswalk.worker;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.BackupLimits;
import dev.crosswalk.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a worker must be told. Where Temporal is stands in Temporal's own settings.
 *
 * @param parallelism chunks in flight; sizes activity slots and both pools
 * @param reports where documents about runs go; null: nowhere
 */
public record WorkerSettings(
    Endpoint source,
    Endpoint target,
    String taskQueue,
    int parallelism,
    BackupLimits backups,
    @Nullable Path reports) {

  /** Fails with every problem at once when something is wrong or a database is not named. */
  static WorkerSettings of(Settings settings) {
    settings.require(Access.SOURCE, Access.TARGET);
    return new WorkerSettings(
        settings.source(),
        settings.target(),
        settings.taskQueue(),
        settings.parallelism(),
        settings.backups(),
        settings.reports());
  }
}

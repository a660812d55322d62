package dev.crosswalk.activities;

import dev.crosswalk.backup.Backups;
import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Request;
import dev.crosswalk.ledger.BackupLedger.Scope;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.ReportReader;
import dev.crosswalk.report.RunDocuments;
import dev.crosswalk.settings.BackupLimits;
import dev.crosswalk.workflows.CheckpointActivities;
import dev.crosswalk.workflows.Failures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups and documents of runs. One instance serves all activities of a worker. */
public final class CheckpointActivitiesImpl implements CheckpointActivities, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointActivitiesImpl.class);

  private final Beating beating = new Beating(1);
  private final Workplace workplace;
  private final BackupLimits limits;
  private final @Nullable Path reports;

  /**
   * Prepares the activities.
   *
   * @param reports where documents go; null: they are not written
   */
  public CheckpointActivitiesImpl(
      Databases databases, BackupLimits limits, @Nullable Path reports, FaultPoints faults) {
    this.workplace = new Workplace(databases, faults);
    this.limits = limits;
    this.reports = reports;
  }

  @Override
  public Taken backup(BackupTask task) {
    String where = "backup before phase '" + task.phase() + "'";
    Scope scope = task.full() ? Scope.FULL : Scope.PHASE;
    Request request = new Request(task.run(), task.phase(), task.round(), scope, Medium.TABLES);
    return beating(
        where,
        heartbeat ->
            workplace.onTarget(
                where,
                heartbeat,
                target -> {
                  Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
                  Backups backups =
                      new Backups(target, limits.space(), limits.directory(), workplace::reached);
                  Backup taken = backups.take(run.plan(), request);
                  prune(target, backups);
                  return new Taken(
                      taken.id(), taken.tables(), taken.rows(), taken.bytes(), taken.leftOut());
                }));
  }

  /** The backup stands, whatever becomes of old ones. */
  private void prune(Connection target, Backups backups) throws SQLException {
    try {
      List<Backup> went = backups.prune(limits.keep());
      if (!went.isEmpty()) {
        LOG.info("{} old backups were removed; {} are kept", went.size(), limits.keep());
      }
    } catch (SQLException | RuntimeException stays) {
      Failure known = SanitizingInterceptor.failure(stays);
      LOG.warn(
          "old backups could not be removed: {}",
          known == null ? stays.getClass().getName() : known.getMessage());
      target.rollback();
    }
  }

  @Override
  public Documents documents(DocumentsTask task) {
    if (reports == null) {
      return new Documents(null);
    }
    RunDocuments documents = new RunDocuments(reports);
    return beating(
        "documents",
        heartbeat -> {
          Report report =
              workplace.onTarget("documents", heartbeat, target -> report(target, task));
          return new Documents(documents.write(report).toString());
        });
  }

  private Report report(Connection target, DocumentsTask task) throws SQLException {
    workplace.requireTarget(target, task.targetFingerprint());
    target.rollback();
    try (Statement statement = target.createStatement()) {
      statement.execute("set transaction isolation level repeatable read, read only");
    }
    Report report = new ReportReader(target, task.run()).read();
    target.rollback();
    return report;
  }

  /** What waiting does not cure is for a person at once. */
  private <T> T beating(String at, Function<Heartbeat, T> work) {
    return beating.work(
        at,
        heartbeat -> {
          try {
            return work.apply(heartbeat);
          } catch (Failure failure) {
            heartbeat.check();
            if (failure.code() == ErrorCode.STALE) {
              // The other attempt is over by then.
              throw Failures.again(ErrorCode.STALE, String.valueOf(failure.getMessage()));
            }
            if (failure.code() == ErrorCode.DISK) {
              throw Failures.givenUp(ErrorCode.DISK, String.valueOf(failure.getMessage()));
            }
            throw failure;
          }
        });
  }

  @Override
  public void close() {
    beating.close();
  }
}

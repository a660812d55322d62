package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every activity needs of a run: its settings and its plan, from the ledger, after making sure
 * that this worker is connected to the run's own databases. Thread-safe.
 */
public final class Workplace {
  private final Databases databases;
  private final Map<String, CompiledPlan> plans = new ConcurrentHashMap<>();

  public Workplace(Databases databases) {
    this.databases = databases;
  }

  /** A run's settings with its plan. */
  public record Run(RunLedger.Settings settings, CompiledPlan plan) {}

  public Databases databases() {
    return databases;
  }

  /**
   * Looks the run up on a connection to the target, and commits.
   *
   * @param targetFingerprint as the run's workflow knows it: another target may have a run of this
   *     name, too
   */
  public Run run(Connection target, String run, String targetFingerprint) throws SQLException {
    requireTarget(target, targetFingerprint);
    RunLedger ledger = new RunLedger(target, run);
    RunLedger.Settings settings = ledger.settings();
    CompiledPlan plan =
        plans.computeIfAbsent(settings.digest(), digest -> Library.load(ledger.plan(digest)));
    target.commit();
    return new Run(settings, plan);
  }

  /** Fails before anything is read when the connection leads to another target. */
  public void requireTarget(Connection target, String fingerprint) throws SQLException {
    require("target", fingerprint, Databases.fingerprint(target));
  }

  /** A connection to the run's source, reading one snapshot. The caller closes it. */
  Connection source(Run run, Heartbeat heartbeat) throws SQLException {
    Connection source = databases.source();
    heartbeat.watch(source);
    source.setAutoCommit(false);
    source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    require("source", run.settings().sourceFingerprint(), Databases.fingerprint(source));
    return source;
  }

  private static void require(String which, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new Failure(
          ErrorCode.WRONG_DATABASE,
          "the run's "
              + which
              + " is "
              + expected
              + ", but this worker is connected to "
              + actual
              + ". "
              + ErrorCode.WRONG_DATABASE.suggestion());
    }
  }
}

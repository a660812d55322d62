package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Volume;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What every activity needs of a run: its settings and its plan, from the ledger, after making sure
 * that this worker is connected to the run's own databases. Thread-safe.
 */
public final class Workplace {
  /** Rows of a batch where nobody says; 2,000 to 20,000 make no difference (docs/benchmarks.md). */
  public static final int BATCH_ROWS = 5_000;

  private final Databases databases;
  private final FaultPoints faults;
  private final Map<String, CompiledPlan> plans = new ConcurrentHashMap<>();

  public Workplace(Databases databases) {
    this(databases, FaultPoints.NONE);
  }

  /** One whose activities tell where they are. */
  public Workplace(Databases databases, FaultPoints faults) {
    this.databases = databases;
    this.faults = faults;
  }

  /** A run's settings with its plan. */
  public record Run(RunLedger.Settings settings, CompiledPlan plan) {

    /** What was asked for when the run was started comes first, then what the plan says. */
    int batchRows(String entity) {
      EntityOverride override = plan.plan().override(entity);
      return first(
          settings.batchRows(), override == null ? null : override.batchRows(), BATCH_ROWS);
    }

    /**
     * The same for chunks; where nobody says anything, the volume does.
     *
     * @param rows as many as the entity has
     */
    int chunkRows(String entity, long rows) {
      EntityOverride override = plan.plan().override(entity);
      return first(
          settings.chunkRows(),
          override == null ? null : override.chunkRows(),
          Volume.of(rows).chunkRows());
    }

    private static int first(@Nullable Integer asked, @Nullable Integer planned, int otherwise) {
      return asked != null ? asked : planned != null ? planned : otherwise;
    }
  }

  public Databases databases() {
    return databases;
  }

  /** To be told where a fault would mean something of its own. */
  public void reached(FaultPoint point) {
    faults.reached(point);
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

  /** Work on a connection to the target, outside of a transaction at its beginning and end. */
  public interface Work<T> {
    T on(Connection target) throws SQLException;
  }

  /** Works under a heartbeat; what it says about the end of the work comes before what SQL says. */
  public <T> T onTarget(String where, Heartbeat heartbeat, Work<T> work) {
    try (Connection target = databases.target()) {
      target.setAutoCommit(false);
      heartbeat.watch(target);
      try {
        return work.on(target);
      } catch (SQLException | RuntimeException | Error failure) {
        Databases.discard(target);
        throw failure;
      }
    } catch (SQLException failure) {
      heartbeat.check();
      throw SqlFailures.failure(failure, where);
    } catch (RuntimeException failure) {
      heartbeat.check();
      throw SqlFailures.unwrapped(failure, where);
    }
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

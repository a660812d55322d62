package dev.crosswalk.starter.run;

import dev.crosswalk.copy.Takeover;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.Resumption;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.report.Runs;
import dev.crosswalk.settings.Access;
import dev.crosswalk.workflows.RunActivities;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run that owns the target by the ledger's word, while Temporal has no workflow that works for
 * it: that was terminated, or the server is a new one.
 */
final class LostRun {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Desk desk;
  private final Runs.Line run;
  private final Resumption.Standing seen;

  private LostRun(Desk desk, Runs.Line run, Resumption.Standing seen) {
    this.desk = desk;
    this.run = run;
    this.seen = seen;
  }

  /**
   * The run, or the last one, if it is lost, else null; without access to the ledger nobody knows.
   * Fails when Temporal does not answer.
   */
  static @Nullable LostRun find(Desk desk, @Nullable String name) {
    if (!desk.settings().has(Access.TARGET)) {
      return null;
    }
    Runs runs = desk.runs();
    Runs.Line run = name == null ? runs.all().stream().findFirst().orElse(null) : runs.find(name);
    if (run == null || run.ended() != null) {
      return null;
    }
    Resumption.Standing seen = desk.ledger(target -> new Resumption(target, run.run()).standing());
    boolean lives =
        desk.within(
            PATIENCE,
            "description of workflow '" + seen.workflowId() + "'",
            () -> desk.temporal().runs(seen.workflowId()));
    // A run that has ended since was never lost.
    boolean lost =
        !lives
            && !desk.ledger(
                target -> {
                  Resumption.Standing now = new Resumption(target, run.run()).standing();
                  return now.ended() || !now.ownerRunId().equals(seen.ownerRunId());
                });
    return lost ? new LostRun(desk, run, seen) : null;
  }

  String run() {
    return run.run();
  }

  String why() {
    return "no workflow '"
        + seen.workflowId()
        + "' runs in namespace '"
        + desk.temporal().namespace()
        + "' of Temporal at "
        + desk.temporal().address();
  }

  /** The command that lets the run go on. */
  String resume() {
    return "crosswalk start --resume " + run.run();
  }

  /** The command that ends it. */
  String abort() {
    return "crosswalk abort " + run.run();
  }

  Failure failure() {
    return new Failure(
        ErrorCode.RUN_LOST,
        "run '"
            + run.run()
            + "' has lost its owner: "
            + why()
            + ", and the run has not ended. Go on with it: "
            + resume()
            + "; or end it: "
            + abort());
  }

  /**
   * Ends it in the ledger: nobody can write for it any more, what was written stays, and the target
   * is free. Fails when somebody has taken it over meanwhile.
   */
  void end(String actor, @Nullable String reason) {
    try (Connection target = Databases.connectTarget(desk.settings().target())) {
      target.setAutoCommit(false);
      String why = reason == null ? "its workflow was gone" : reason;
      Takeover.ofEntities(target, run.run(), new Resumption(target, run.run()).abandon(seen, why));
      new RunLedger(target, run.run())
          .audit(
              new RunActivities.Order(
                  run.run(),
                  seen.targetFingerprint(),
                  seen.ownerRunId() + "/abort without a workflow",
                  actor,
                  "abort",
                  "run",
                  why));
      target.commit();
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the ledger in the target");
    }
  }
}

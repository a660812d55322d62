package dev.crosswalk.activities;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.RollbackLedger;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.undo.Rollback;
import dev.crosswalk.workflows.RollbackActivities;
import dev.crosswalk.workflows.RollbackRequest;
import dev.crosswalk.workflows.RunActivities.Order;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.function.Function;

/** Undoes what a run has written. One instance serves all activities of a worker. */
public final class RollbackActivitiesImpl implements RollbackActivities, AutoCloseable {
  /** More would make an answer too long to read, and to keep in a history. */
  private static final int MOST_BLOCKERS = 50;

  private final Beating beating = new Beating(1);
  private final Workplace workplace;
  private final Rollback rollback;

  public RollbackActivitiesImpl(Databases databases, FaultPoints faults) {
    this.workplace = new Workplace(databases, faults);
    this.rollback = new Rollback(workplace);
  }

  @Override
  public Scope take(Start start) {
    RollbackRequest request = start.request();
    return beating(
        "taking the target",
        heartbeat ->
            workplace.onTarget(
                "rollback of run '" + request.run() + "'",
                heartbeat,
                target -> {
                  RunLedger ledger = new RunLedger(target, request.run());
                  if (!ledger.known()) {
                    throw new Failure(
                        ErrorCode.INPUT,
                        "the ledger knows no run '" + request.run() + "'; see: crosswalk runs");
                  }
                  String fingerprint = Databases.fingerprint(target);
                  List<String> meant = new RollbackLedger(target, request.run()).meant(request);
                  if (!request.rehearse() && !ledger.isOwnedBy(start.parentWorkflowId())) {
                    ledger.takeForReplay(start.workflowId(), start.ownerRunId());
                    ledger.audit(order(start, fingerprint));
                  }
                  target.commit();
                  return new Scope(request.run(), fingerprint, meant, request.discardEdits());
                }));
  }

  private static Order order(Start start, String fingerprint) {
    RollbackRequest request = start.request();
    return new Order(
        request.run(),
        fingerprint,
        start.ownerRunId(),
        request.actor(),
        request.discardEdits() ? "rollback, edits discarded" : "rollback",
        request.object(),
        request.reason());
  }

  @Override
  public Rehearsal rehearse(Scope scope) {
    return beating(
        "rehearsal",
        heartbeat -> {
          Rollback.Rehearsal rehearsal = rollback.rehearse(scope(scope), heartbeat);
          return new Rehearsal(
              rehearsal.steps().stream()
                  .map(step -> new Step(step.phase(), step.entity(), step.table(), step.rows()))
                  .toList(),
              rehearsal.blockers().stream()
                  .limit(MOST_BLOCKERS)
                  .map(
                      blocker ->
                          new Blocker(
                              blocker.code().key(),
                              blocker.entity(),
                              blocker.object(),
                              blocker.rows(),
                              blocker.message()))
                  .toList());
        });
  }

  @Override
  public long open(Task task) {
    Rollback.Scope scope =
        new Rollback.Scope(
            task.run(), task.targetFingerprint(), List.of(task.entity()), task.discardEdits());
    return beating(
        "opening " + task.entity(), heartbeat -> rollback.open(scope, task.entity(), heartbeat));
  }

  @Override
  public Undone undo(Task task) {
    return beating(
        "undoing " + task.entity(),
        heartbeat -> {
          Rollback.Undone undone = rollback.undo(task(task), heartbeat);
          return new Undone(undone.batches(), undone.rows());
        });
  }

  @Override
  public int prove(Task task) {
    return beating(
        "proving " + task.entity(), heartbeat -> rollback.close(task(task), heartbeat).size());
  }

  @Override
  public List<String> reset(Scope scope) {
    return beating("reset", heartbeat -> rollback.reset(scope(scope), heartbeat));
  }

  @Override
  public void release(Release release) {
    beating(
        "closing the books",
        heartbeat ->
            workplace.onTarget(
                "end of the rollback of run '" + release.run() + "'",
                heartbeat,
                target -> {
                  if (release.targetFingerprint() != null) {
                    workplace.requireTarget(target, release.targetFingerprint());
                  }
                  RunLedger ledger = new RunLedger(target, release.run());
                  if (ledger.known()) {
                    ledger.settle();
                    new RollbackLedger(target, release.run()).close();
                    ledger.releaseFromReplay(release.workflowId(), release.ownerRunId());
                  }
                  target.commit();
                  return release;
                }));
  }

  private static Rollback.Scope scope(Scope scope) {
    return new Rollback.Scope(
        scope.run(), scope.targetFingerprint(), scope.entities(), scope.discardEdits());
  }

  private static Rollback.Task task(Task task) {
    return new Rollback.Task(
        task.run(), task.targetFingerprint(), task.entity(), task.discardEdits(), task.epoch());
  }

  private <T> T beating(String at, Function<Heartbeat, T> work) {
    long scheduled = Activity.getExecutionContext().getInfo().getScheduledTimestamp();
    return beating.work(
        at, progress -> at.equals(progress) ? scheduled : System.currentTimeMillis(), work);
  }

  @Override
  public void close() {
    beating.close();
  }
}

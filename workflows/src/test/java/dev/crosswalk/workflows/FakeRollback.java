package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** The rollback of what a {@link FakeLedger} holds, and in whose events it is written down. */
final class FakeRollback implements RollbackActivities {
  private final FakeLedger ledger;

  FakeRollback(FakeLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Scope take(Start start) {
    RollbackRequest request = start.request();
    List<String> found = ledger.standing(request.entities(), request.phase());
    ledger.call("take " + found + (start.parentWorkflowId() == null ? " alone" : ""));
    return new Scope(request.run(), "1/2/target", found, request.discardEdits());
  }

  @Override
  public Rehearsal rehearse(Scope scope) {
    ledger.call("rehearse " + scope.entities());
    List<Step> steps = new ArrayList<>();
    List<Blocker> blockers = new ArrayList<>();
    for (String entity : scope.entities()) {
      steps.add(new Step(ledger.phaseOf(entity), entity, "public." + entity, 0));
      ErrorCode code = ledger.blocker(entity);
      if (code != null && !(scope.discardEdits() && code == ErrorCode.EDITED)) {
        blockers.add(new Blocker(code.key(), entity, entity, 3, "3 rows of " + entity));
      }
    }
    return new Rehearsal(steps, blockers);
  }

  @Override
  public long open(Task task) {
    ledger.call("begin " + task.entity());
    return ledger.rollBack(task.entity(), "rolling_back");
  }

  @Override
  public Undone undo(Task task) {
    ledger.call("undo " + task.entity());
    return new Undone(1, 8);
  }

  @Override
  public int prove(Task task) {
    ledger.call("prove " + task.entity());
    ledger.rollBack(task.entity(), "rolled_back");
    return 4;
  }

  @Override
  public List<String> reset(Scope scope) {
    ledger.call("reset " + scope.entities().get(0));
    ledger.rollBack(scope.entities().get(0), "pending");
    return scope.entities();
  }

  @Override
  public void release(Release release) {
    ledger.call("release " + release.run());
  }
}

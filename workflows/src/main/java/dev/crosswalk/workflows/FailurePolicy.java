package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan says of phases that fail ({@code on_failure}): what it says is done at once, and when
 * it has been done so often that it does not help, a person is asked.
 */
final class FailurePolicy {
  private final RunState state;

  /** How often what was rolled back for a phase was loaded again. */
  private final SortedMap<String, Integer> retries = new TreeMap<>();

  FailurePolicy(RunState state) {
    this.state = state;
  }

  /** Whether the plan decides; else a person has to. */
  boolean reactsTo(EntityState entity) {
    return action(entity) != Phase.Action.ASK;
  }

  /** From a threshold on the phase is rolled back, whatever becomes of smaller failures. */
  private static Phase.Action action(EntityState entity) {
    Phase.Action declared = entity.phase.onFailure().action();
    boolean rollBack =
        ErrorCode.ROLLBACK_THRESHOLD.key().equals(entity.code)
            && declared != Phase.Action.ROLLBACK_RUN;
    return rollBack ? Phase.Action.ROLLBACK_PHASE : declared;
  }

  /** Returns when what the plan says is done, or was refused: then the entity is as it was. */
  void react(EntityState entity) {
    Phase.Action action = action(entity);
    if (action == Phase.Action.SKIP) {
      entity.skip = true;
      entity.skipReason = Command.PLAN_SAYS + ": " + entity.why;
      state.note(
          new Command(
              "skip", Command.object(List.of(entity.name), null), Command.PLAN, entity.why));
      return;
    }
    // Several may fail at once: the rollback for the first takes the others along.
    Workflow.await(() -> state.undo() == null || state.over() || entity.undo);
    if (entity.undo || state.over() || entity.status != EntityState.Status.FAILED) {
      return;
    }
    List<EntityState> scope = new ArrayList<>();
    for (EntityState other : state.entities()) {
      boolean meant =
          action == Phase.Action.ROLLBACK_RUN || other.phase.phase().equals(entity.phase.phase());
      if (meant && other.written) {
        scope.add(other);
      }
    }
    if (scope.isEmpty()) {
      return; // it failed before it began, so nothing is to be undone: a person decides
    }
    Undo undo =
        new Undo(
            new RollbackRequest(
                state.run(), List.of(), null, false, false, Command.PLAN, entity.why),
            scope);
    state.note(new Command("rollback", undo.request.object(), Command.PLAN, entity.why));
    state.undo(undo);
    Workflow.await(undo::over);
    retry(entity.phase.phase(), entity.phase.onFailure().retries(), scope);
  }

  private void retry(String phase, int most, List<EntityState> undone) {
    int done = retries.getOrDefault(phase, 0);
    if (done < most) {
      retries.put(phase, done + 1);
      for (EntityState entity : undone) {
        entity.retry = entity.status == EntityState.Status.ROLLED_BACK;
      }
    }
  }
}

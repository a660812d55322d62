package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.workflows.EntityState.Status;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes entities through child, gate and, when something fails, a person's decision. */
final class EntityRunner {
  private final RunState state;
  private final RunOutline outline;
  private final RunBoard board;
  private final Children children;

  EntityRunner(RunState state, RunOutline outline, RunBoard board, Children children) {
    this.state = state;
    this.outline = outline;
    this.board = board;
    this.children = children;
  }

  /** Each entity of the phase begins when its turn comes; kept when all are over. */
  Promise<Void> start(RunOutline.PhaseOutline phase) {
    List<Promise<Void>> ends = new ArrayList<>();
    for (EntityState entity : state.phase(phase.phase())) {
      ends.add(Async.procedure(() -> migrate(entity)));
    }
    return Promise.allOf(ends);
  }

  /** Returns when the entity is validated, skipped, blocked, or the run is being aborted. */
  private void migrate(EntityState entity) {
    boolean loaded =
        reach(Status.COMPLETED, entity, () -> state.mayLoad(entity), () -> load(entity));
    if (loaded) {
      reach(Status.VALIDATED, entity, () -> state.mayBeChecked(entity), () -> check(entity));
    }
    if (!entity.settled()) {
      leaveOut(entity);
    }
  }

  /**
   * Repeats a step until it brings the entity to a status; what fails waits for a person, what was
   * stopped waits for its turn. False when it never will.
   */
  private boolean reach(
      Status goal,
      EntityState entity,
      Supplier<Boolean> turn,
      Supplier<Failures.@Nullable Problem> step) {
    while (true) {
      Workflow.await(() -> state.givenUp(entity) || turn.get());
      if (state.givenUp(entity)) {
        return false;
      }
      entity.busy = true;
      Failures.Problem problem;
      try {
        problem = step.get();
      } finally {
        entity.busy = false;
      }
      if (entity.status == goal) {
        return true;
      }
      if (problem != null) {
        park(entity, problem);
      }
    }
  }

  /** Runs the child; null means that it came to its end or was stopped. */
  private Failures.@Nullable Problem load(EntityState entity) {
    if (!state.isMet(entity.phase)) {
      Failures.Problem missing = require(entity);
      if (missing != null || !state.isMet(entity.phase)) {
        return missing;
      }
    }
    if (entity.phase.checksOnly()) {
      entity.loaded = true;
      entity.status = Status.COMPLETED;
      return null;
    }
    entity.status = Status.MIGRATING;
    Children.End end = children.run(entity);
    if (end.counts() != null) {
      entity.counts = end.counts();
      entity.loaded = true;
      entity.status = Status.COMPLETED;
    }
    return end.problem();
  }

  /** Runs what the phase requires; null means that it holds or was stopped. */
  private Failures.@Nullable Problem require(EntityState entity) {
    entity.asking = true;
    RunActivities checks =
        MigrationWorkflowImpl.activities("requirements of phase " + entity.phase.phase());
    Flight<Void> flight = Flight.start(() -> Async.procedure(checks::require, gate(entity)));
    awaitOrStop(flight, entity);
    try {
      flight.result();
      state.meet(entity.phase);
      entity.asking = false;
      return null;
    } catch (ActivityFailure failure) {
      CancellationScope.throwCanceled();
      return flight.stopped() ? null : Failures.problem(failure);
    }
  }

  private RunActivities.GateTask gate(EntityState entity) {
    return new RunActivities.GateTask(
        outline.run(), outline.targetFingerprint(), entity.phase.phase(), List.of(entity.name));
  }

  private void awaitOrStop(Flight<?> flight, EntityState entity) {
    Waiting.throughCancel(() -> flight.landed() || state.mustRest(entity));
    if (!flight.landed()) {
      flight.stop();
    }
  }

  /** Runs the gate; null means that it is open or was stopped. */
  private Failures.@Nullable Problem check(EntityState entity) {
    RunActivities gates = MigrationWorkflowImpl.activities("gate of " + entity.name);
    Flight<RunActivities.GateResult> flight =
        Flight.start(() -> Async.function(gates::gate, gate(entity)));
    awaitOrStop(flight, entity);
    try {
      List<String> failed = flight.result().failed();
      if (failed.isEmpty()) {
        entity.status = Status.VALIDATED;
        return null;
      }
      return new Failures.Problem(
          ErrorCode.GATE.key(), "failed checks: " + String.join(", ", failed));
    } catch (ActivityFailure failure) {
      CancellationScope.throwCanceled();
      return flight.stopped() ? null : Failures.problem(failure);
    }
  }

  /** Waits for a person; others go on meanwhile. */
  private void park(EntityState entity, Failures.Problem problem) {
    Status before = entity.status;
    entity.status = Status.FAILED;
    entity.code = problem.code();
    entity.why = problem.sentence();
    entity.retry = false;
    board.entity(entity, problem.message());
    Workflow.await(() -> entity.retry || state.mustStop(entity));
    if (!state.mustStop(entity)) {
      entity.status = before;
      entity.code = null;
      entity.why = null;
    }
  }

  private void leaveOut(EntityState entity) {
    String blocker = state.blocker(entity);
    if (entity.skip) {
      entity.status = Status.SKIPPED;
      entity.why = "skipped by a person: " + entity.skipReason;
    } else if (blocker != null) {
      entity.status = Status.BLOCKED;
      entity.why = "needs " + blocker + ", which was left out";
    } else {
      return; // an abort: the run's end says what became of it
    }
    entity.code = null;
    board.entity(entity, entity.why);
  }
}

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
  private final FailurePolicy policy;

  EntityRunner(
      RunState state, RunOutline outline, RunBoard board, Children children, FailurePolicy policy) {
    this.state = state;
    this.outline = outline;
    this.board = board;
    this.children = children;
    this.policy = policy;
  }

  /** What is to be done with an entity next. */
  private enum Turn {
    LOAD,
    CHECK,
    /** What failed or was rolled back goes on. */
    AGAIN,
    LEAVE_OUT
  }

  /** Each entity goes on whenever its turn comes, until the run is over; kept when one fails. */
  Promise<Object> start() {
    List<Promise<?>> lives = new ArrayList<>();
    for (EntityState entity : state.entities()) {
      lives.add(Async.procedure(() -> live(entity)));
    }
    return Promise.anyOf(lives.toArray(Promise<?>[]::new));
  }

  /** Also what is validated or left out lives on: it may be rolled back, and loaded once more. */
  private void live(EntityState entity) {
    while (true) {
      Workflow.await(() -> state.over() || turn(entity) != null);
      Turn turn = turn(entity);
      if (state.over()) {
        if (turn == Turn.LEAVE_OUT && (entity.skip || state.blocker(entity) != null)) {
          leaveOut(entity); // decided before the run was aborted
        }
        return;
      }
      if (turn == null) {
        continue;
      }
      switch (turn) {
        case LOAD -> work(entity, () -> load(entity));
        case CHECK -> work(entity, () -> check(entity));
        case AGAIN -> again(entity);
        case LEAVE_OUT -> leaveOut(entity);
      }
    }
  }

  private @Nullable Turn turn(EntityState entity) {
    if (entity.undo || entity.settled() || entity.status == Status.ROLLING_BACK) {
      return null;
    }
    if (state.givenUp(entity)) {
      return Turn.LEAVE_OUT;
    }
    if (entity.retry) {
      return Turn.AGAIN;
    }
    if (entity.loaded) {
      return state.mayBeChecked(entity) ? Turn.CHECK : null;
    }
    return state.mayLoad(entity) ? Turn.LOAD : null;
  }

  /** Does a step; what fails is reacted to, what was stopped waits for its turn. */
  private void work(EntityState entity, Supplier<Failures.@Nullable Problem> step) {
    entity.busy = true;
    Failures.Problem problem;
    try {
      problem = step.get();
    } finally {
      entity.busy = false;
    }
    if (problem != null) {
      fail(entity, problem);
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
    entity.written = true;
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

  /** From here the plan or a person decides; others go on meanwhile. */
  private void fail(EntityState entity, Failures.Problem problem) {
    entity.again = entity.status;
    entity.status = Status.FAILED;
    entity.code = problem.code();
    entity.why = problem.sentence();
    entity.retry = false;
    entity.failing = policy.reactsTo(entity);
    board.entity(entity, problem.message());
    if (entity.failing) {
      policy.react(entity);
      entity.failing = false;
    }
  }

  /** What failed goes on where it was; what was rolled back begins anew. */
  private void again(EntityState entity) {
    if (entity.status == Status.ROLLED_BACK) {
      Failures.Problem problem = reset(entity);
      if (problem != null) {
        entity.retry = false;
        entity.code = problem.code();
        entity.why = problem.sentence();
        return;
      }
      entity.status = Status.PENDING;
      board.open(entity.phase);
    } else {
      entity.status = entity.again;
    }
    entity.retry = false;
    entity.code = null;
    entity.why = null;
  }

  private Failures.@Nullable Problem reset(EntityState entity) {
    try {
      Workflow.newActivityStub(
              RollbackActivities.class, Retries.database("let " + entity.name + " begin anew"))
          .reset(
              new RollbackActivities.Scope(
                  outline.run(), outline.targetFingerprint(), List.of(entity.name), false));
      return null;
    } catch (ActivityFailure failure) {
      CancellationScope.throwCanceled();
      return Failures.problem(failure);
    }
  }

  private void leaveOut(EntityState entity) {
    String blocker = state.blocker(entity);
    if (entity.skip) {
      entity.status = Status.SKIPPED;
      entity.why = "skipped " + entity.skipReason;
    } else {
      entity.status = Status.BLOCKED;
      entity.why = "needs " + blocker + ", which was left out";
    }
    entity.retry = false;
    entity.code = null;
    board.entity(entity, entity.why);
  }
}

package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one entity through child, gate and, when something fails, a person's decision. */
final class EntityRunner {
  private final RunState state;
  private final RunOutline outline;
  private final RunBoard board;

  EntityRunner(RunState state, RunOutline outline, RunBoard board) {
    this.state = state;
    this.outline = outline;
    this.board = board;
  }

  /** Returns when the entity is loaded, skipped, blocked, or the run is being aborted. */
  void migrate(RunState.EntityState entity, boolean gate) {
    String blocker = state.blocker(entity);
    if (!entity.skip && blocker != null) {
      entity.why = "needs " + blocker + ", which was left out";
      board.entity(entity, RunState.Status.BLOCKED, entity.why);
      return;
    }
    while (!state.aborted() && !entity.skip) {
      entity.status = RunState.Status.MIGRATING;
      Failures.Problem problem = load(entity);
      if (problem == null && !state.mustRest(entity)) {
        entity.status = RunState.Status.COMPLETED;
        if (!gate) {
          return;
        }
        problem = check(entity);
      }
      if (entity.status == RunState.Status.VALIDATED) {
        return;
      }
      if (problem != null) {
        park(entity, problem);
      } else {
        Waiting.until(() -> state.aborted() || entity.skip || !state.paused());
      }
    }
    leaveOut(entity);
  }

  /** The gate alone, for phases that check once all their entities are loaded. */
  void validate(RunState.EntityState entity) {
    while (entity.status == RunState.Status.COMPLETED && !state.aborted() && !entity.skip) {
      Failures.Problem problem = check(entity);
      if (problem != null) {
        park(entity, problem);
        if (entity.retry || !entity.skip) {
          entity.status = RunState.Status.COMPLETED;
        }
      }
    }
    leaveOut(entity);
  }

  private void leaveOut(RunState.EntityState entity) {
    if (entity.skip && !entity.settled()) {
      entity.why = "skipped by a person: " + entity.skipReason;
      board.entity(entity, RunState.Status.SKIPPED, entity.skipReason);
    }
  }

  /** Waits for a person; others go on meanwhile. */
  private void park(RunState.EntityState entity, Failures.Problem problem) {
    entity.code = problem.code();
    entity.why = problem.code() + ": " + problem.message();
    entity.retry = false;
    board.entity(entity, RunState.Status.FAILED, problem.message());
    Waiting.until(() -> entity.retry || entity.skip || state.aborted());
    entity.code = null;
    entity.why = null;
  }

  /** Runs the child to its end; null means it came back without a problem. */
  private Failures.@Nullable Problem load(RunState.EntityState entity) {
    if (outline.searchAttributes()) {
      SearchAttributes.write(SearchAttributes.ENTITY, entity.entity);
    }
    EntityWorkflow child = Workflow.newChildWorkflowStub(EntityWorkflow.class, options(entity));
    entity.sentOrder = 0;
    entity.busy = true;
    try {
      Promise<Counts> result =
          Async.function(
              child::run,
              new EntityActivities.EntityTask(
                  outline.run(), entity.phase, entity.entity, outline.parallelism()));
      Promise<WorkflowExecution> started = Workflow.getWorkflowExecution(child);
      started.get();
      entity.childStarted = true;
      entity.counts = result.get();
      return null;
    } catch (ChildWorkflowFailure failure) {
      if (failure.getCause() instanceof CanceledFailure canceled) {
        throw canceled;
      }
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        // After a reset of this workflow its old child still runs; it is never terminated.
        Workflow.sleep(Duration.ofSeconds(5));
        return state.mustRest(entity) ? null : load(entity);
      }
      return Failures.problem(failure);
    } finally {
      entity.busy = false;
      entity.childStarted = false;
    }
  }

  private Failures.@Nullable Problem check(RunState.EntityState entity) {
    Waiting.until(() -> state.aborted() || entity.skip || !state.paused());
    if (state.aborted() || entity.skip) {
      return null;
    }
    try {
      RunActivities.GateResult result =
          MigrationWorkflowImpl.activities("gate of " + entity.entity)
              .gate(
                  new RunActivities.GateTask(
                      outline.run(), entity.phase, List.of(entity.entity)));
      if (result.failed().isEmpty()) {
        entity.status = RunState.Status.VALIDATED;
        return null;
      }
      return new Failures.Problem(
          ErrorCode.GATE.key(), "failed checks: " + String.join(", ", result.failed()));
    } catch (CanceledFailure canceled) {
      throw canceled;
    } catch (TemporalFailure failure) {
      return Failures.problem(failure);
    }
  }

  private ChildWorkflowOptions options(RunState.EntityState entity) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(
            Workflow.getInfo().getWorkflowId() + "/" + entity.phase + "/" + entity.entity)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setStaticSummary(entity.entity + " (phase " + entity.phase + ")")
        .build();
  }

  /** Passes every change of what is wanted on to the children, until the run ends. */
  void passOrdersOn() {
    while (true) {
      Workflow.await(() -> state.ended() || behind() != null);
      RunState.EntityState entity = behind();
      if (entity == null) {
        return;
      }
      long number = state.order();
      EntityWorkflow.Order order =
          new EntityWorkflow.Order(
              number, state.mustRest(entity), state.aborted() || entity.skip);
      entity.sentOrder = number;
      try {
        Workflow.newExternalWorkflowStub(
                EntityWorkflow.class,
                Workflow.getInfo().getWorkflowId() + "/" + entity.phase + "/" + entity.entity)
            .order(order);
      } catch (TemporalFailure closed) {
        // The child has just ended: its result is on the way, and nothing of it moves.
        Workflow.getLogger(EntityRunner.class).info("{} had ended already", entity.entity);
      }
    }
  }

  /** An entity at work that does not know the newest order. */
  private RunState.@Nullable EntityState behind() {
    if (state.order() == 1) {
      return null; // nobody has asked for anything yet
    }
    for (RunState.EntityState entity : state.entities()) {
      if (entity.childStarted && entity.sentOrder != state.order()) {
        return entity;
      }
    }
    return null;
  }
}

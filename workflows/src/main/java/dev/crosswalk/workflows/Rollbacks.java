package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.workflows.EntityState.Status;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Undoes inside a living run what is asked for, one request after the other, in child workflows.
 */
final class Rollbacks {
  private final RunState state;
  private final RunBoard board;

  Rollbacks(RunState state, RunBoard board) {
    this.state = state;
    this.board = board;
  }

  /** Carries out what is asked for, until the run ends. */
  void carryOut() {
    while (true) {
      Workflow.await(() -> state.ended() || isDue());
      Undo undo = state.undo();
      if (undo == null) {
        return;
      }
      RollbackWorkflow.Result result = run(undo);
      if (!undo.request.rehearse()) {
        settle(undo, result);
      }
      undo.result = result.with(state.waitingFor(undo.entities));
      state.undoIsOver();
    }
  }

  private boolean isDue() {
    Undo undo = state.undo();
    return undo != null && ((undo.ready() && !state.atCheckpoint()) || state.aborted());
  }

  /** A pause cancels the child, and the resume starts it again: it goes on from the books. */
  private RollbackWorkflow.Result run(Undo undo) {
    if (!undo.request.rehearse()) {
      for (EntityState entity : undo.entities) {
        entity.before = entity.status;
        entity.status = Status.ROLLING_BACK;
      }
    }
    String reached = "refused";
    while (true) {
      Workflow.await(() -> !undo.held || state.aborted());
      if (state.aborted()) {
        return ended(undo, reached, ErrorCode.INPUT.key(), "the run is being aborted");
      }
      RollbackWorkflow child = Workflow.newChildWorkflowStub(RollbackWorkflow.class, options(undo));
      Flight<RollbackWorkflow.Result> flight =
          Flight.start(() -> Async.function(child::roll, undo.request.json()));
      undo.flying = true;
      Workflow.await(() -> flight.landed() || undo.held || state.aborted());
      if (!flight.landed()) {
        flight.stop();
      }
      Workflow.await(flight::landed);
      undo.flying = false;
      try {
        return flight.result();
      } catch (TemporalFailure failure) {
        reached = "unfinished"; // how far it came stands in the ledger
        if (!flight.stopped()) {
          Failures.Problem problem = problem(failure);
          return ended(undo, reached, problem.code(), problem.message());
        }
      }
    }
  }

  private static Failures.Problem problem(TemporalFailure failure) {
    if (failure instanceof ChildWorkflowFailure
        && failure.getCause() instanceof WorkflowExecutionAlreadyStarted running) {
      return new Failures.Problem(
          ErrorCode.RUN_BUSY.key(),
          "workflow '"
              + running.getExecution().getWorkflowId()
              + "' is at it already; wait for it, then ask again");
    }
    return Failures.problem(failure);
  }

  private static RollbackWorkflow.Result ended(
      Undo undo, String status, String code, String message) {
    return new RollbackWorkflow.Result(
        undo.request.run(), status, code, message, List.of(), List.of(), List.of());
  }

  /** Brings the entities to where the rollback has left them. */
  private void settle(Undo undo, RollbackWorkflow.Result result) {
    String by = undo.request.actor().equals(Command.PLAN) ? Command.PLAN_SAYS : "by a person";
    String reason = undo.request.reason();
    String undone = "rolled back " + by + (reason == null ? "" : ": " + reason);
    List<EntityState> unrecorded = new ArrayList<>();
    for (EntityState entity : undo.entities) {
      switch (reached(entity, result)) {
        case ROLLED_BACK -> {
          entity.undone(undone);
          if (result.steps().stream().noneMatch(step -> step.entity().equals(entity.name))) {
            unrecorded.add(entity); // there was nothing to be undone, so the ledger was not told
          }
        }
        case ROLLING_BACK -> fail(entity, Status.ROLLING_BACK, result);
        default -> {
          if (entity.skip) {
            entity.skip = false;
            fail(entity, Status.FAILED, result);
            unrecorded.add(entity);
          } else {
            entity.status = entity.before;
            if (entity.failing) {
              entity.why += "; its rollback was refused: " + result.code() + ": " + result.why();
            }
          }
        }
      }
      if (entity.status == Status.ROLLED_BACK) {
        state.unbook(entity.phase);
        board.reopen(entity.phase);
      }
      entity.undo = false;
    }
    for (EntityState entity : unrecorded) {
      board.entity(entity, entity.why);
    }
  }

  private static Status reached(EntityState entity, RollbackWorkflow.Result result) {
    for (RollbackWorkflow.Step step : result.steps()) {
      if (step.entity().equals(entity.name)) {
        return switch (step.status()) {
          case "rolled_back" -> Status.ROLLED_BACK;
          case "rolling_back" -> Status.ROLLING_BACK;
          default -> entity.before;
        };
      }
    }
    return switch (result.status()) {
      case "rolled_back" -> Status.ROLLED_BACK;
      case "refused" -> entity.before;
      default -> result.steps().isEmpty() ? Status.ROLLING_BACK : entity.before;
    };
  }

  private static void fail(EntityState entity, Status status, RollbackWorkflow.Result result) {
    if (status == Status.FAILED && entity.before != Status.FAILED) {
      entity.again = entity.before; // a retry goes on there
    }
    entity.status = status;
    entity.skip = false;
    entity.code = result.code();
    entity.why = result.code() + ": " + result.why();
  }

  private ChildWorkflowOptions options(Undo undo) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/rollback")
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setStaticSummary("rollback of " + undo.request.object())
        .build();
  }
}

package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Guarantees and failures: see {@link MigrationWorkflow}. Commands: {@link RunCommands}. */
public final class MigrationWorkflowImpl implements MigrationWorkflow {
  private final RunState state = new RunState();
  private RunActivities.@Nullable RunSummary summary;
  private @Nullable TemporalFailure unclosed;

  public MigrationWorkflowImpl() {
    Workflow.registerListener(new RunCommands(state));
    Workflow.registerListener(new PartCommands(state));
  }

  @Override
  public RunActivities.RunSummary run(@Nullable JsonNode input) {
    try {
      return execute(ResumeRequest.isOne(input) ? resume(input) : preflight(input));
    } catch (TemporalFailure failure) {
      if (!state.ended()) {
        state.end("failed");
      }
      answer();
      CancellationScope.throwCanceled();
      throw Failures.readable(failure);
    }
  }

  private static RunOutline preflight(@Nullable JsonNode input) {
    RunRequest request = RunRequest.parse(input);
    String workflowId = Workflow.getInfo().getWorkflowId();
    String run = request.run() == null ? workflowId : request.run();
    RunActivities.Start start = new RunActivities.Start(request, run, workflowId, owner());
    RunActivities checks = activities("preflight of plan " + request.plan());
    return orWithdraw(run, () -> checks.preflight(start));
  }

  private RunOutline resume(@Nullable JsonNode input) {
    ResumeRequest request = ResumeRequest.parse(input);
    RunActivities.Resume resume =
        new RunActivities.Resume(request, Workflow.getInfo().getWorkflowId(), owner());
    RunActivities books = activities("resume of run " + request.run());
    RunOutline outline = orWithdraw(request.run(), () -> books.resume(resume));
    state.note(new Command("start --resume", "run", request.actor(), request.reason()));
    return outline;
  }

  /** After a cancel nobody knows whether the target was taken: a lost answer says nothing. */
  private static RunOutline orWithdraw(String run, Supplier<RunOutline> beginning) {
    try {
      return beginning.get();
    } catch (TemporalFailure failure) {
      if (CancellationScope.current().isCancelRequested()) {
        Workflow.newDetachedCancellationScope(() -> withdraw(run)).run();
      }
      throw failure;
    }
  }

  private static void withdraw(String run) {
    try {
      Workflow.newActivityStub(RunActivities.class, Retries.brief("give the target free"))
          .withdraw(
              new RunActivities.Withdrawal(
                  run, owner(), "the workflow was cancelled before the run began"));
    } catch (TemporalFailure failure) {
      Workflow.getLogger(MigrationWorkflowImpl.class)
          .error("the ledger could not be asked whether run {} owns the target", run);
    }
  }

  /** Stays the same when the workflow is reset: what it owns, it owns. */
  private static String owner() {
    return Workflow.getInfo().getOriginalExecutionRunId();
  }

  private RunActivities.RunSummary execute(RunOutline outline) {
    state.begin(outline);
    RunBoard board = new RunBoard(state, outline);
    TemporalFailure failure = null;
    String status;
    try {
      migrate(outline, board);
      status = state.aborted() ? "aborted" : "completed";
    } catch (TemporalFailure unexpected) {
      failure = unexpected;
      status = giveUp(unexpected);
    }
    finish(outline, board, status);
    if (failure != null) {
      throw failure;
    }
    if (summary == null) {
      throw Failures.unclosed("run", Objects.requireNonNull(unclosed));
    }
    answer();
    return summary;
  }

  /** Takes phase after phase to its end, or as far as an abort lets it come. */
  private void migrate(RunOutline outline, RunBoard board) {
    Children children = new Children(state, outline);
    FailurePolicy policy = new FailurePolicy(state);
    Promise<Object> beside = keepUp(outline, board, children);
    Promise<Object> lives = new EntityRunner(state, outline, board, children, policy).start();
    Promise<Object> trouble = Promise.anyOf(lives, beside);
    Checkpoints checkpoints = new Checkpoints(state, outline, trouble::isCompleted);
    while (true) {
      Workflow.await(() -> trouble.isCompleted() || state.aborted() || !state.paused());
      RunOutline.PhaseOutline phase = state.due();
      if (trouble.isCompleted() || state.aborted() || phase == null) {
        break;
      }
      migrate(phase, board, checkpoints, trouble);
    }
    if (trouble.isCompleted()) {
      trouble.get();
    }
    state.close();
  }

  /** Goes on with a phase until it is over, or until one before it was rolled back. */
  private void migrate(
      RunOutline.PhaseOutline phase,
      RunBoard board,
      Checkpoints checkpoints,
      Promise<Object> trouble) {
    if (checkpoints.before(phase)) {
      board.open(phase);
      state.openPhase(phase.phase());
    }
    // Unlike get, a cancel ends it at once.
    Workflow.await(
        () ->
            trouble.isCompleted() || state.aborted() || !state.isDue(phase) || state.isOver(phase));
    if (state.isOver(phase) && !state.aborted()) {
      checkpoints.after(phase);
      board.close(phase);
      if (state.isOver(phase)) {
        state.book(phase);
      }
      board.document();
    }
  }

  /** What goes on beside the phases, also while the workflow is being cancelled. */
  private Promise<Object> keepUp(RunOutline outline, RunBoard board, Children children) {
    List<Promise<?>> loops = new ArrayList<>();
    Workflow.newDetachedCancellationScope(
            () -> {
              loops.add(Async.procedure(board::draw));
              loops.add(Async.procedure(board::follow));
              loops.add(Async.procedure(board::audit));
              loops.add(Async.procedure(children::passOrdersOn));
              loops.add(Async.procedure(new Rollbacks(state, board)::carryOut));
              loops.add(Async.procedure(() -> tune(outline)));
              loops.add(Async.procedure(this::stopWhenStuck));
            })
        .run();
    return Promise.anyOf(loops.toArray(Promise<?>[]::new));
  }

  /** Tells the ledger how many rows a transaction is to have, until the run ends. */
  private void tune(RunOutline outline) {
    while (true) {
      Workflow.await(() -> state.ended() || state.batchRows() != null);
      Integer rows = state.batchRows();
      if (rows == null) {
        return;
      }
      try {
        activities("transactions of " + rows + " rows")
            .tune(new RunActivities.Tuning(outline.run(), outline.targetFingerprint(), rows));
      } catch (TemporalFailure failure) {
        Workflow.getLogger(MigrationWorkflowImpl.class).error("batch_rows are as they were");
      }
      if (rows.equals(state.batchRows())) {
        state.batchRows(null);
      }
    }
  }

  /** Where nobody is there to decide, what would wait for a person ends the run. */
  private void stopWhenStuck() {
    Workflow.await(() -> state.over() || state.isStuck());
    if (!state.over()) {
      state.abort("nobody is there to decide (unattended): " + state.waiting());
    }
    Workflow.await(state::ended);
  }

  /** Lets everything come to a stop after a cancel or a failure that no person can decide about. */
  private String giveUp(TemporalFailure failure) {
    if (CancellationScope.current().isCancelRequested()) {
      state.abort("the workflow was cancelled");
      return "aborted";
    }
    state.abort(Failures.problem(failure).sentence());
    return "failed";
  }

  /** Gives the target free, also after a cancel, when nothing of the run moves any more. */
  private void finish(RunOutline outline, RunBoard board, String status) {
    String reason = state.aborted() ? state.abortReason() : null;
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(() -> state.idle() && board.isUpToDate() && state.batchRows() == null);
              try {
                board.closeInterrupted();
                summary =
                    activities("finish")
                        .finish(
                            new RunActivities.StatusChange(
                                outline.run(),
                                owner(),
                                outline.targetFingerprint(),
                                null,
                                null,
                                status,
                                null,
                                reason));
                board.document();
              } catch (TemporalFailure failure) {
                unclosed = failure;
                Workflow.getLogger(MigrationWorkflowImpl.class)
                    .error("run {} could not be closed in the ledger", outline.run());
              }
            })
        .run();
    state.end(summary == null ? status : summary.status());
    board.show();
  }

  /** Lets every command that still waits be answered; they all end with the run. */
  private static void answer() {
    Waiting.throughCancel(Workflow::isEveryHandlerFinished);
  }

  static RunActivities activities(String summary) {
    return Workflow.newActivityStub(RunActivities.class, Retries.database(summary));
  }
}

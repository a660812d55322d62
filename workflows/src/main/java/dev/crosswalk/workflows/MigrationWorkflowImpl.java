package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guarantees and failures: see {@link MigrationWorkflow}. Commands: {@link RunCommands}. */
public final class MigrationWorkflowImpl implements MigrationWorkflow {
  private final RunState state = new RunState();
  private RunActivities.@Nullable RunSummary summary;

  public MigrationWorkflowImpl() {
    Workflow.registerListener(new RunCommands(state));
  }

  @Override
  public RunActivities.RunSummary run(@Nullable JsonNode input) {
    try {
      RunRequest request = RunRequest.parse(input);
      return execute(preflight(request));
    } catch (TemporalFailure failure) {
      if (!state.ended()) {
        state.end("failed");
      }
      answer();
      CancellationScope.throwCanceled();
      throw Failures.readable(failure);
    }
  }

  private static RunOutline preflight(RunRequest request) {
    String workflowId = Workflow.getInfo().getWorkflowId();
    String run = request.run() == null ? workflowId : request.run();
    return activities("preflight of plan " + request.plan())
        .preflight(
            new RunActivities.Start(
                request, run, workflowId, Workflow.getInfo().getOriginalExecutionRunId()));
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
      throw Failures.of(ErrorCode.INTERNAL, "the run is over, but the ledger could not be told");
    }
    answer();
    return summary;
  }

  /** Takes phase after phase to its end, or as far as an abort lets it come. */
  private void migrate(RunOutline outline, RunBoard board) {
    Children children = new Children(state, outline);
    EntityRunner runner = new EntityRunner(state, outline, board, children);
    Promise<Object> trouble = keepUp(board, children);
    List<Promise<Void>> ends = new ArrayList<>();
    outline.phases().forEach(phase -> ends.add(runner.start(phase)));
    for (int no = 0; no < ends.size(); no++) {
      migrate(outline.phases().get(no), board, Promise.anyOf(ends.get(no), trouble));
    }
    Workflow.await(() -> state.aborted() || !state.paused());
    state.close();
  }

  private void migrate(RunOutline.PhaseOutline phase, RunBoard board, Promise<Object> end) {
    Workflow.await(() -> state.aborted() || !state.paused());
    if (!state.aborted()) {
      board.open(phase);
      Workflow.await(end::isCompleted); // unlike get, a cancel ends it at once
      end.get();
    }
    if (!state.aborted()) {
      board.close(phase);
    }
  }

  /** What goes on beside the phases, also while the workflow is being cancelled. */
  private Promise<Object> keepUp(RunBoard board, Children children) {
    List<Promise<?>> loops = new ArrayList<>();
    Workflow.newDetachedCancellationScope(
            () -> {
              loops.add(Async.procedure(board::draw));
              loops.add(Async.procedure(board::follow));
              loops.add(Async.procedure(children::passOrdersOn));
            })
        .run();
    return Promise.anyOf(loops.toArray(Promise<?>[]::new));
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
              Workflow.await(() -> state.idle() && board.isUpToDate());
              try {
                board.closeInterrupted();
                summary =
                    activities("finish")
                        .finish(
                            new RunActivities.StatusChange(
                                outline.run(),
                                outline.targetFingerprint(),
                                null,
                                null,
                                status,
                                null,
                                reason));
              } catch (TemporalFailure failure) {
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

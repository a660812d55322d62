package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase.GateAfter;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
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
    RunRequest request = RunRequest.parse(input);
    RunOutline outline = preflight(request);
    state.begin(outline);
    RunBoard board = new RunBoard(state, outline);
    EntityRunner runner = new EntityRunner(state, outline, board);
    Promise<Void> watch = Async.procedure(board::keepUpToDate);
    Promise<Void> orders = Async.procedure(runner::passOrdersOn);
    String status = "failed";
    try {
      for (RunOutline.PhaseOutline phase : outline.phases()) {
        migrate(phase, board, runner);
      }
      status = state.aborted() ? "aborted" : "completed";
    } catch (CanceledFailure canceled) {
      status = "aborted";
      state.abort("the workflow was cancelled");
      throw canceled;
    } finally {
      finish(outline, status);
      watch.get();
      orders.get();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    return summary();
  }

  private RunActivities.RunSummary summary() {
    if (summary == null) {
      throw Failures.of(ErrorCode.INTERNAL, "the run ended without accounts");
    }
    return summary;
  }

  private static RunOutline preflight(RunRequest request) {
    String workflowId = Workflow.getInfo().getWorkflowId();
    String run = request.run() == null ? workflowId : request.run();
    return activities("preflight of plan " + request.plan())
        .preflight(
            new RunActivities.Start(
                request, run, workflowId, Workflow.getInfo().getOriginalExecutionRunId()));
  }

  /** Starts each entity of the phase as soon as it may, and waits until all are settled. */
  private void migrate(RunOutline.PhaseOutline phase, RunBoard board, EntityRunner runner) {
    if (state.aborted()) {
      return;
    }
    board.phase(phase.phase(), "in_progress");
    List<RunState.EntityState> waiting = new ArrayList<>(state.phase(phase.phase()));
    List<Promise<Void>> running = new ArrayList<>();
    while (!waiting.isEmpty() && !state.aborted()) {
      Waiting.until(() -> state.aborted() || (!state.paused() && next(phase, waiting) != null));
      RunState.EntityState entity = state.aborted() ? null : next(phase, waiting);
      if (entity != null) {
        waiting.remove(entity);
        running.add(
            Async.procedure(() -> runner.migrate(entity, phase.gateAfter() == GateAfter.ENTITY)));
      }
    }
    running.forEach(Promise::get);
    if (phase.gateAfter() == GateAfter.PHASE && !state.aborted()) {
      List<Promise<Void>> gates = new ArrayList<>();
      for (RunState.EntityState entity : state.phase(phase.phase())) {
        gates.add(Async.procedure(() -> runner.validate(entity)));
      }
      gates.forEach(Promise::get);
    }
    board.phase(phase.phase(), phaseStatus(phase.phase()));
  }

  private String phaseStatus(String phase) {
    if (state.aborted()) {
      return "failed";
    }
    for (RunState.EntityState entity : state.phase(phase)) {
      if (entity.status == RunState.Status.VALIDATED) {
        return "completed";
      }
    }
    return state.phase(phase).stream().anyMatch(e -> e.status == RunState.Status.BLOCKED)
        ? "blocked"
        : "skipped";
  }

  /**
   * The first waiting entity that is to be skipped, blocked for good, or free to start: its parents
   * are loaded and, unless the phase is parallel, no other entity of it is at work.
   */
  private RunState.@Nullable EntityState next(
      RunOutline.PhaseOutline phase, List<RunState.EntityState> waiting) {
    boolean free =
        phase.parallel() || state.phase(phase.phase()).stream().noneMatch(entity -> entity.busy);
    for (RunState.EntityState entity : waiting) {
      if (entity.skip
          || state.blocker(entity) != null
          || (free && state.parentsLoaded(entity))) {
        return entity;
      }
    }
    return null;
  }

  /** Gives the target free, also after a cancel, when nothing else would run any more. */
  private void finish(RunOutline outline, String status) {
    Workflow.newDetachedCancellationScope(
            () -> {
              Workflow.await(() -> state.entities().stream().noneMatch(entity -> entity.busy));
              String reason = state.aborted() ? state.abortReason() : null;
              try {
                summary =
                    activities("finish")
                        .finish(
                            new RunActivities.StatusChange(
                                outline.run(), null, null, status, null, reason));
              } catch (TemporalFailure failure) {
                Workflow.getLogger(MigrationWorkflowImpl.class)
                    .error("run {} could not be closed in the ledger", outline.run());
              }
              state.end(summary == null ? status : summary.status());
            })
        .run();
  }

  static RunActivities activities(String summary) {
    return Workflow.newActivityStub(RunActivities.class, Retries.database(summary));
  }
}

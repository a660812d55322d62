package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Guarantees and failures: see {@link RollbackWorkflow}. */
public final class RollbackWorkflowImpl implements RollbackWorkflow {
  /** Who loses the fence this often has a rival, and needs a person. */
  private static final int MOST_ROUNDS = 10;

  private final List<Step> steps = new ArrayList<>();
  private List<RollbackActivities.Blocker> blockers = List.of();
  private RollbackActivities.@Nullable Scope scope;

  @Override
  public Result roll(@Nullable JsonNode input) {
    RollbackRequest request = RollbackRequest.parse(input);
    Failures.Problem problem = null;
    try {
      undo(request);
    } catch (TemporalFailure failure) {
      release(request);
      CancellationScope.throwCanceled();
      problem = Failures.problem(failure);
    }
    if (problem == null) {
      release(request);
    }
    Result result = result(request, problem);
    if (result.code() != null && parent() == null && !request.rehearse()) {
      throw Failures.givenUp(
          ErrorCode.of(result.code()), result.code() + ": " + String.valueOf(result.why()));
    }
    return result;
  }

  private void undo(RollbackRequest request) {
    RollbackActivities.Scope found =
        activities("find what is to be undone")
            .take(new RollbackActivities.Start(request, workflowId(), ownerRunId(), parent()));
    scope = found;
    RollbackActivities.Rehearsal rehearsal = activities("rehearse").rehearse(found);
    blockers = rehearsal.blockers();
    for (RollbackActivities.Step step : rehearsal.steps()) {
      steps.add(new Step(step.phase(), step.entity(), step.table(), "standing", step.rows(), 0));
    }
    Workflow.setCurrentDetails(details());
    if (request.rehearse() || !blockers.isEmpty()) {
      return;
    }
    for (int no = 0; no < steps.size(); no++) {
      undo(found, no);
    }
  }

  /** Takes one entity from its opening to its proof; begins again when it loses the fence. */
  private void undo(RollbackActivities.Scope found, int no) {
    String entity = steps.get(no).entity();
    for (int round = 1; ; round++) {
      try {
        RollbackActivities.Task task = task(found, entity, 0);
        task = task(found, entity, activities("open " + entity).open(task));
        note(no, "rolling_back", 0, 0);
        RollbackActivities.Undone undone = activities("undo " + entity).undo(task);
        int checks = activities("prove " + entity).prove(task);
        note(no, "rolled_back", undone.rows(), checks);
        return;
      } catch (ActivityFailure failure) {
        ApplicationFailure cause = Failures.application(failure);
        boolean lost = cause != null && cause.getType().equals(ErrorCode.STALE.key());
        if (!lost || round == MOST_ROUNDS) {
          throw failure;
        }
      }
    }
  }

  private static RollbackActivities.Task task(
      RollbackActivities.Scope found, String entity, long epoch) {
    return new RollbackActivities.Task(
        found.run(), found.targetFingerprint(), entity, found.discardEdits(), epoch);
  }

  private void note(int no, String status, long rows, int checks) {
    Step step = steps.get(no);
    steps.set(no, new Step(step.phase(), step.entity(), step.table(), status, rows, checks));
    Workflow.setCurrentDetails(details());
  }

  private Result result(RollbackRequest request, Failures.@Nullable Problem problem) {
    boolean begun = steps.stream().anyMatch(step -> !step.status().equals("standing"));
    String code = problem != null ? problem.code() : blockers.isEmpty() ? null : code(blockers);
    String why = problem != null ? problem.message() : blockers.isEmpty() ? null : why(blockers);
    String status = code == null ? "rolled_back" : begun ? "unfinished" : "refused";
    return new Result(
        request.run(),
        request.rehearse() && problem == null ? "rehearsed" : status,
        code,
        why,
        steps,
        blockers,
        List.of());
  }

  private static String code(List<RollbackActivities.Blocker> blockers) {
    return blockers.get(0).code();
  }

  private static String why(List<RollbackActivities.Blocker> blockers) {
    return blockers.stream()
        .map(RollbackActivities.Blocker::message)
        .collect(Collectors.joining("; "));
  }

  /** Also after a cancel: by then the activity has rolled back, and nothing is written any more. */
  private void release(RollbackRequest request) {
    if (request.rehearse()) {
      return;
    }
    String fingerprint = scope == null ? null : scope.targetFingerprint();
    Workflow.newDetachedCancellationScope(
            () -> {
              try {
                activities("close the books")
                    .release(
                        new RollbackActivities.Release(
                            request.run(), fingerprint, workflowId(), ownerRunId()));
              } catch (TemporalFailure failure) {
                Workflow.getLogger(RollbackWorkflowImpl.class)
                    .error(
                        "the rollback of run {} could not be closed in the ledger", request.run());
              }
            })
        .run();
  }

  private String details() {
    StringBuilder table = new StringBuilder("| entity | status | rows | checks |\n");
    table.append("| --- | --- | ---: | ---: |\n");
    for (Step step : steps) {
      table.append(
          "| %s | %s | %d | %d |\n"
              .formatted(step.entity(), step.status(), step.rows(), step.checks()));
    }
    blockers.forEach(blocker -> table.append('\n').append(blocker.message()).append('\n'));
    return table.append("\n·\n").toString(); // the Web UI cuts off the last line
  }

  private static @Nullable String parent() {
    return Workflow.getInfo().getParentWorkflowId().orElse(null);
  }

  private static String workflowId() {
    return Workflow.getInfo().getWorkflowId();
  }

  private static String ownerRunId() {
    return Workflow.getInfo().getOriginalExecutionRunId();
  }

  private static RollbackActivities activities(String summary) {
    return Workflow.newActivityStub(RollbackActivities.class, Retries.database(summary));
  }
}

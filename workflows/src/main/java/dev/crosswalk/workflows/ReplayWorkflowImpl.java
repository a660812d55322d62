package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Guarantees and failures: see {@link ReplayWorkflow}. */
public final class ReplayWorkflowImpl implements ReplayWorkflow {
  private ReplayActivities.@Nullable Opened opened;
  private ReplayActivities.@Nullable Summary summary;
  private @Nullable TemporalFailure unclosed;

  @Override
  public Result replay(@Nullable JsonNode input) {
    ReplayRequest request = ReplayRequest.parse(input);
    List<ReplayActivities.Replayed> replayed = new ArrayList<>();
    try {
      replay(request, replayed);
    } catch (TemporalFailure failure) {
      close(request.run());
      CancellationScope.throwCanceled();
      throw Failures.readable(failure);
    }
    close(request.run());
    if (summary == null) {
      throw Failures.unclosed("replay", Objects.requireNonNull(unclosed));
    }
    return new Result(replayed, summary);
  }

  private void replay(ReplayRequest request, List<ReplayActivities.Replayed> replayed) {
    ReplayActivities.Opened found =
        activities("take the target")
            .open(new ReplayActivities.Start(request, workflowId(), ownerRunId()));
    opened = found;
    for (ReplayActivities.Entity entity : found.entities()) {
      replayed.addAll(
          activities("replay " + entity.entity())
              .rows(
                  new ReplayActivities.RowsTask(
                      request,
                      found.targetFingerprint(),
                      workflowId(),
                      entity.entity(),
                      entity.epoch())));
      Workflow.setCurrentDetails(details(replayed));
    }
  }

  /** Also after a cancel: by then the activity has rolled back, and nothing is written any more. */
  private void close(String run) {
    String fingerprint = opened == null ? null : opened.targetFingerprint();
    Workflow.newDetachedCancellationScope(
            () -> {
              try {
                summary =
                    activities("give the target free")
                        .close(
                            new ReplayActivities.CloseTask(
                                run, fingerprint, workflowId(), ownerRunId()));
              } catch (TemporalFailure failure) {
                unclosed = failure;
                Workflow.getLogger(ReplayWorkflowImpl.class)
                    .error("the replay of run {} could not be closed in the ledger", run);
              }
            })
        .run();
  }

  private static String details(List<ReplayActivities.Replayed> replayed) {
    StringBuilder table =
        new StringBuilder("| entity | tried | arrived | filtered | open | gone |\n");
    table.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (ReplayActivities.Replayed one : replayed) {
      table.append(
          "| %s | %d | %d | %d | %d | %d |\n"
              .formatted(
                  one.entity(),
                  one.tried(),
                  one.arrived(),
                  one.filtered(),
                  one.open(),
                  one.gone()));
    }
    return table.toString();
  }

  private static String workflowId() {
    return Workflow.getInfo().getWorkflowId();
  }

  private static String ownerRunId() {
    return Workflow.getInfo().getOriginalExecutionRunId();
  }

  private static ReplayActivities activities(String summary) {
    return Workflow.newActivityStub(ReplayActivities.class, Retries.database(summary));
  }
}

package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries rejected and deferred rows of a run that has ended once more: entity after entity in the
 * order of its plan, so that children arrive with their parents. Owns the target while it works and
 * gives it back at its end, also when it is cancelled.
 */
@WorkflowInterface
public interface ReplayWorkflow {

  /** Fails with {@code run.busy} while a run, or another replay, owns the target. */
  @WorkflowMethod(name = "ReplayWorkflow")
  Result replay(@Nullable JsonNode input);

  /** What became of the rows, and how the run stands now. */
  record Result(List<ReplayActivities.Replayed> entities, ReplayActivities.Summary summary) {}
}

package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a plan: preflight, then phase after phase, then the summary. Commands come in
 * through {@link RunControl}.
 *
 * <p>Ends normally as {@code completed}, {@code completed_with_rejects} or {@code aborted}; fails
 * only when the input is wrong, the preflight refuses, or an activity meets a bug.
 */
@WorkflowInterface
public interface MigrationWorkflow {
  @WorkflowMethod(name = "MigrationWorkflow")
  RunActivities.RunSummary run(@Nullable JsonNode input);
}

package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import org.jspecify.annotations.Nullable;

/**
 * The commands to a run about its phases and entities; otherwise they are as {@link RunControl}'s.
 */
@WorkflowInterface
public interface PartControl {

  @UpdateMethod(
      name = "skip",
      description =
          "Leave out an entity or a phase. {\"entity\":\"…\",\"written\":\"keep\",\"reason\":\"…\"}")
  RunStatus skip(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "skip")
  void checkSkip(@Nullable JsonNode command);

  @SignalMethod(
      name = "skip",
      description =
          "Leave out an entity or a phase. {\"entity\":\"…\",\"written\":\"keep\",\"reason\":\"…\"}")
  void signalSkip(@Nullable JsonNode command);

  @UpdateMethod(
      name = "retry",
      description = "Load again what failed or was rolled back. {\"entity\":\"…\"}")
  RunStatus retry(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "retry")
  void checkRetry(@Nullable JsonNode command);

  @SignalMethod(
      name = "retry",
      description = "Load again what failed or was rolled back. {\"entity\":\"…\"}")
  void signalRetry(@Nullable JsonNode command);

  @UpdateMethod(
      name = "rollback",
      description =
          "Undo what was written. {\"phase\":\"…\",\"rehearse\":true,\"discard_edits\":false}")
  RollbackWorkflow.Result rollback(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "rollback")
  void checkRollback(@Nullable JsonNode command);

  @SignalMethod(
      name = "rollback",
      description =
          "Undo what was written. {\"phase\":\"…\",\"rehearse\":true,\"discard_edits\":false}")
  void signalRollback(@Nullable JsonNode command);

  @UpdateMethod(
      name = "approve",
      description = "Let a phase go on that waits for a person. {\"phase\":\"…\",\"reason\":\"…\"}")
  RunStatus approve(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "approve")
  void checkApprove(@Nullable JsonNode command);

  @SignalMethod(
      name = "approve",
      description = "Let a phase go on that waits for a person. {\"phase\":\"…\",\"reason\":\"…\"}")
  void signalApprove(@Nullable JsonNode command);
}

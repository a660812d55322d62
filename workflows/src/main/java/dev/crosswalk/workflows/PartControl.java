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
  // What the Web UI says of each, whether it is sent as an update or as a signal.
  String SKIP =
      "Leave out an entity or a phase. {\"entity\":\"…\",\"written\":\"keep\",\"reason\":\"…\"}";
  String RETRY = "Load again what failed or was rolled back. {\"entity\":\"…\"}";
  String ROLLBACK =
      "Undo what was written. {\"phase\":\"…\",\"rehearse\":true,\"discard_edits\":false}";
  String APPROVE = "Let a phase go on that waits for a person. {\"phase\":\"…\",\"reason\":\"…\"}";

  @UpdateMethod(name = "skip", description = SKIP)
  RunStatus skip(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "skip")
  void checkSkip(@Nullable JsonNode command);

  @SignalMethod(name = "skip", description = SKIP)
  void signalSkip(@Nullable JsonNode command);

  @UpdateMethod(name = "retry", description = RETRY)
  RunStatus retry(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "retry")
  void checkRetry(@Nullable JsonNode command);

  @SignalMethod(name = "retry", description = RETRY)
  void signalRetry(@Nullable JsonNode command);

  @UpdateMethod(name = "rollback", description = ROLLBACK)
  RollbackWorkflow.Result rollback(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "rollback")
  void checkRollback(@Nullable JsonNode command);

  @SignalMethod(name = "rollback", description = ROLLBACK)
  void signalRollback(@Nullable JsonNode command);

  @UpdateMethod(name = "approve", description = APPROVE)
  RunStatus approve(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "approve")
  void checkApprove(@Nullable JsonNode command);

  @SignalMethod(name = "approve", description = APPROVE)
  void signalApprove(@Nullable JsonNode command);
}

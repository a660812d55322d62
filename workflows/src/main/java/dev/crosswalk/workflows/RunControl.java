package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import org.jspecify.annotations.Nullable;

/**
 * The commands to a run as a whole; those about parts of it are in {@link PartControl}. Each is an
 * update, which is answered, and a signal of the same name, which is not; both take one JSON
 * object. Nonsense in an update is refused with a sentence and leaves no trace in the history;
 * nonsense in a signal is logged and ignored.
 */
@WorkflowInterface
public interface RunControl {

  @UpdateMethod(
      name = "pause",
      description = "Stop between batches; answers when nothing moves. {\"reason\":\"…\"}")
  RunStatus pause(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "pause")
  void checkPause(@Nullable JsonNode command);

  @SignalMethod(name = "pause", description = "Stop between batches. {\"reason\":\"…\"}")
  void signalPause(@Nullable JsonNode command);

  @UpdateMethod(name = "resume", description = "Go on after a pause. {\"reason\":\"…\"}")
  RunStatus resume(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "resume")
  void checkResume(@Nullable JsonNode command);

  @SignalMethod(name = "resume", description = "Go on after a pause. {\"reason\":\"…\"}")
  void signalResume(@Nullable JsonNode command);

  @UpdateMethod(
      name = "abort",
      description = "End the run; what was written stays. {\"reason\":\"…\"}")
  RunStatus abort(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "abort")
  void checkAbort(@Nullable JsonNode command);

  @SignalMethod(
      name = "abort",
      description = "End the run; what was written stays. {\"reason\":\"…\"}")
  void signalAbort(@Nullable JsonNode command);

  @UpdateMethod(
      name = "tune",
      description = "Change how much is done at once. {\"parallelism\":4,\"batch_rows\":1000}")
  RunStatus tune(@Nullable JsonNode command);

  @UpdateValidatorMethod(updateName = "tune")
  void checkTune(@Nullable JsonNode command);

  @SignalMethod(
      name = "tune",
      description = "Change how much is done at once. {\"parallelism\":4,\"batch_rows\":1000}")
  void signalTune(@Nullable JsonNode command);

  /** Any argument is tolerated: a query that refuses one would print a stack trace. */
  @QueryMethod(name = "status", description = "Where the run stands and why it waits.")
  RunStatus status(@Nullable JsonNode ignored);

  /** From a child to its parent: nothing of the entity moves any more. */
  @SignalMethod(name = "standstill", description = "Internal: a child has come to rest.")
  void standstill(@Nullable Standstill rest);

  /**
   * A child's report that it rests.
   *
   * @param order the number of the order that brought the child to rest; older ones are out of date
   */
  record Standstill(String entity, long order) {}
}

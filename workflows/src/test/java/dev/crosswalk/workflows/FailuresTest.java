package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void aCodeDecidesWhetherAFailureIsTriedAgain() {
    assertThat(Failures.of(ErrorCode.CONNECTIVITY, "gone").isNonRetryable()).isFalse();
    assertThat(Failures.of(ErrorCode.STRUCTURE, "no column").isNonRetryable()).isTrue();
    assertThat(Failures.givenUp(ErrorCode.CONNECTIVITY, "gone").isNonRetryable()).isTrue();
    assertThat(Failures.of(ErrorCode.STRUCTURE, "no column").getType())
        .isEqualTo("schema_mismatch.structure");
  }

  @Test
  void theInnermostApplicationFailureTellsTheProblem() {
    ApplicationFailure cause = Failures.of(ErrorCode.STRUCTURE, "no column 'x'");
    Failures.Problem problem = Failures.problem(child(activity(cause)));

    assertThat(problem.code()).isEqualTo("schema_mismatch.structure");
    assertThat(problem.message()).isEqualTo("no column 'x'");
    assertThat(problem.sentence()).isEqualTo("schema_mismatch.structure: no column 'x'");
  }

  @Test
  void aCodeIsNeverSaidTwice() {
    ApplicationFailure once =
        Failures.readable(activity(Failures.of(ErrorCode.STRUCTURE, "no column 'x'")));
    ApplicationFailure twice = Failures.readable(child(once));

    assertThat(once.getOriginalMessage()).isEqualTo("schema_mismatch.structure: no column 'x'");
    assertThat(twice.getOriginalMessage()).isEqualTo(once.getOriginalMessage());
    assertThat(twice.getType()).isEqualTo("schema_mismatch.structure");
    assertThat(twice.getCause()).isNull();
  }

  @Test
  void whatHasNoCodeIsNamedByWhatHappened() {
    assertThat(Failures.problem(child(new TerminatedFailure("by hand", null))).sentence())
        .isEqualTo("internal.unexpected: its child workflow was terminated from outside");
    assertThat(Failures.problem(child(new CanceledFailure("by hand"))).sentence())
        .isEqualTo("internal.unexpected: its child workflow was cancelled from outside");
    assertThat(
            Failures.problem(
                    activity(
                        new TimeoutFailure("late", null, TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)))
                .sentence())
        .isEqualTo("internal.unexpected: its activity ended with TimeoutFailure");
  }

  private static ActivityFailure activity(Throwable cause) {
    return new ActivityFailure(
        "failed", 1, 2, "Entity_Open", "id", RetryState.RETRY_STATE_UNSPECIFIED, "me", cause);
  }

  private static ChildWorkflowFailure child(Throwable cause) {
    return new ChildWorkflowFailure(
        1,
        2,
        "EntityWorkflow",
        WorkflowExecution.getDefaultInstance(),
        "default",
        RetryState.RETRY_STATE_UNSPECIFIED,
        cause);
  }
}

package dev.crosswalk.workflows;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/** Waiting that a cancel of the workflow ends; a plain await would sleep through it. */
final class Waiting {
  private Waiting() {}

  /** Returns when the condition holds; throws {@code CanceledFailure} when cancelled first. */
  static void until(Supplier<Boolean> condition) {
    CancellationScope scope = CancellationScope.current();
    Workflow.await(() -> condition.get() || scope.isCancelRequested());
    if (scope.isCancelRequested()) {
      CancellationScope.throwCanceled();
    }
  }
}

package dev.crosswalk.workflows;

import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/** Waiting that a cancel of the workflow does not end, as it ends {@code Workflow.await}. */
final class Waiting {
  private Waiting() {}

  /** Returns when the condition holds: for what has to come to its end before a cancel may act. */
  static void throughCancel(Supplier<Boolean> condition) {
    Workflow.newDetachedCancellationScope(() -> Workflow.await(condition)).run();
  }
}

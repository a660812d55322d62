package dev.crosswalk.workflows;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** An activity on its way that can be told to stop without stopping anything else. */
final class Flight<T> {
  private final CompletablePromise<T> result = Workflow.newPromise();
  private final CancellationScope scope;

  private Flight(Functions.Func<Promise<T>> activity) {
    scope = Workflow.newCancellationScope(() -> result.completeFrom(activity.apply()));
    scope.run();
  }

  /** Starts the activity; the function returns its promise. */
  static <T> Flight<T> start(Functions.Func<Promise<T>> activity) {
    return new Flight<>(activity);
  }

  /** Tells the activity to stop; it lands once it has rolled back, or come to its end first. */
  void stop() {
    scope.cancel("told to rest");
  }

  /** Whether a failure only means that the activity was told to stop, whatever SQL said. */
  boolean stopped() {
    return scope.isCancelRequested();
  }

  boolean landed() {
    return result.isCompleted();
  }

  /** What went wrong; only for a flight that has landed. */
  @Nullable RuntimeException failure() {
    return result.getFailure();
  }

  /** What came of it; throws the failure if there was one. */
  T result() {
    return result.get();
  }
}

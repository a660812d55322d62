package dev.crosswalk.activities;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.workflows.Failures;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Runs the work of activities under a heartbeat. Thread-safe. */
final class Beating implements AutoCloseable {
  /** A transient failure that lasts this long without progress is one for a person. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final ScheduledExecutorService timer;

  /**
   * Prepares the clock.
   *
   * @param activities how many a worker runs at once, about
   */
  Beating(int activities) {
    this.timer = Executors.newScheduledThreadPool(activities, Daemons.named("crosswalk-heartbeat"));
  }

  /** Work that is either done or not; its time counts from when it was scheduled. */
  <T> T work(String at, Function<Heartbeat, T> work) {
    long scheduled = Activity.getExecutionContext().getInfo().getScheduledTimestamp();
    return work(at, progress -> scheduled, work);
  }

  /**
   * Works; gives up on what stays transient for half an hour without progress.
   *
   * @param before what the first beat tells
   * @param moved when, in milliseconds, the work that tells this progress has last come further
   */
  <T> T work(Object before, ToLongFunction<Object> moved, Function<Heartbeat, T> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    try (Heartbeat heartbeat = new Heartbeat(timer, context::heartbeat, before)) {
      try {
        return work.apply(heartbeat);
      } catch (RuntimeException failure) {
        heartbeat.check(); // whatever was said, the reason is that the work is not wanted
        Failure known = SanitizingInterceptor.failure(failure);
        long still = System.currentTimeMillis() - moved.applyAsLong(heartbeat.progress());
        if (known != null && known.code().retryable() && still > PATIENCE.toMillis()) {
          throw Failures.givenUp(
              known.code(),
              "nothing moved for " + PATIENCE.toMinutes() + " minutes. " + known.getMessage());
        }
        throw failure;
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

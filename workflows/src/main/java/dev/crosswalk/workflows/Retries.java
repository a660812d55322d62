package dev.crosswalk.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How activities are run and tried again; the only place where such options stand. */
final class Retries {
  /** Transient failures are tried without a count; the activity itself gives up (DESIGN §6). */
  private static final RetryOptions TRANSIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          // A database that is back after a long outage is found within this time.
          .setMaximumInterval(Duration.ofSeconds(10))
          .build();

  /** For what a person's cancel should not wait long for. */
  private static final Duration BRIEF = Duration.ofSeconds(30);

  private Retries() {}

  /**
   * For everything that reads or writes a database. A cancel waits until the activity has rolled
   * back, so that nothing is written behind the workflow's back.
   */
  static ActivityOptions database(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofHours(24))
        .setHeartbeatTimeout(Duration.ofSeconds(5))
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(TRANSIENT)
        .setSummary(summary)
        .build();
  }

  /** As {@link #database}, but given up when the database does not answer soon. */
  static ActivityOptions brief(String summary) {
    return ActivityOptions.newBuilder(database(summary)).setScheduleToCloseTimeout(BRIEF).build();
  }
}

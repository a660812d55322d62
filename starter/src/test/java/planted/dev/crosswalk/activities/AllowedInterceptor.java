package planted.dev.crosswalk.activities;

import io.temporal.activity.ActivityExecutionContext;

/** An interceptor is handed the activity by its interface. */
public final class AllowedInterceptor {
  private AllowedInterceptor() {}

  static void init(ActivityExecutionContext context) {
    context.heartbeat(1);
  }
}

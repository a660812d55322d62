package planted.dev.crosswalk.activities;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** Planted: each method is a violation. */
public final class KnowsTheActivity {
  private KnowsTheActivity() {}

  static Object current() {
    return Activity.getExecutionContext();
  }

  static void heartbeat(ActivityExecutionContext context) {
    context.heartbeat(1);
  }
}

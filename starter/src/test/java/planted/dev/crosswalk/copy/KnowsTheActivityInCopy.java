package planted.dev.crosswalk.copy;

import io.temporal.activity.Activity;

/** Planted: each method is a violation. */
public final class KnowsTheActivityInCopy {
  private KnowsTheActivityInCopy() {}

  static void heartbeat() {
    Activity.getExecutionContext().heartbeat(1);
  }
}

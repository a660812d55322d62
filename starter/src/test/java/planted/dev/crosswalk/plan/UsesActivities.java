package planted.dev.crosswalk.plan;

import planted.dev.crosswalk.copy.KnowsTheActivityInCopy;

/** Planted: the lower module reaches up. */
public final class UsesActivities {
  private UsesActivities() {}

  static Object upward() {
    return KnowsTheActivityInCopy.class;
  }
}

package planted.dev.crosswalk.copy;

import planted.dev.crosswalk.worker.UsesStarter;

/** Planted: the lower module reaches up. */
public final class UsesWorkerInCopy {
  private UsesWorkerInCopy() {}

  static Object upward() {
    return UsesStarter.class;
  }
}

package planted.dev.crosswalk.worker;

import planted.dev.crosswalk.starter.UsesWorker;

/** Planted: the lower module reaches up. */
public final class UsesStarter {
  private UsesStarter() {}

  static Object upward() {
    return UsesWorker.class;
  }
}

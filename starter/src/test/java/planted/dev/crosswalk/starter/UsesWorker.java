package planted.dev.crosswalk.starter;

import planted.dev.crosswalk.worker.UsesStarter;

/** Planted: a command that starts a worker. */
public final class UsesWorker {
  private UsesWorker() {}

  static Object worker() {
    return UsesStarter.class;
  }
}

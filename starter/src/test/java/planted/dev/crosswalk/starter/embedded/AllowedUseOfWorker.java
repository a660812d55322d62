package planted.dev.crosswalk.starter.embedded;

import planted.dev.crosswalk.worker.UsesStarter;

/** The embedded mode runs a worker in its own process. */
public final class AllowedUseOfWorker {
  private AllowedUseOfWorker() {}

  static Object worker() {
    return UsesStarter.class;
  }
}

package dev.crosswalk.workflows;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what must happen soon; generous, because a slow machine is no failure. */
final class Eventually {
  private static final long SECONDS = 20;

  private Eventually() {}

  static void happens(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen within " + SECONDS + " seconds: " + what);
      }
      pause(10);
    }
  }

  /** Gives what must not happen some time to happen. */
  static void nothing() {
    pause(200);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted");
    }
  }
}

package dev.crosswalk.worker;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.schema.SyntheticMark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The fault points of a worker that {@code crosswalk chaos} has started. Each is announced by a
 * line on stdout, {@code reached POINT TIMES}. At one of them the work waits, after the line {@code
 * held POINT TIMES}, until a line arrives on stdin; faults are made meanwhile. The process ends
 * when stdin does: nobody would let it go on. Thread-safe.
 */
final class AnnouncedPoints implements FaultPoints {
  /** {@code POINT:TIMES}: where to wait, and at which time it is reached; 0: nowhere. */
  static final String SETTING = "CROSSWALK_CHAOS";

  private final FaultPoint where;
  private final int when;
  private final Map<FaultPoint, Integer> times = new EnumMap<>(FaultPoint.class);
  private final CountDownLatch verdict = new CountDownLatch(1);

  private AnnouncedPoints(FaultPoint where, int when) {
    this.where = where;
    this.when = when;
  }

  /**
   * Those of this setting; without it, none. Fails unless nothing in the databases is real, before
   * anything else is done with them.
   */
  static FaultPoints of(@Nullable String setting, WorkerSettings settings) {
    if (setting == null) {
      return FaultPoints.NONE;
    }
    SyntheticMark.require(settings.source());
    SyntheticMark.require(settings.target());
    try {
      String[] parts = setting.split(":", 2);
      AnnouncedPoints points =
          new AnnouncedPoints(FaultPoint.of(parts[0]), Integer.parseInt(parts[parts.length - 1]));
      Thread listener = new Thread(points::listen, "crosswalk-chaos");
      listener.setDaemon(true);
      listener.start();
      return points;
    } catch (IllegalArgumentException malformed) {
      throw new Failure(
          ErrorCode.INPUT, SETTING + " is for crosswalk chaos only; leave it unset", malformed);
    }
  }

  @Override
  public void reached(FaultPoint point) {
    if (announce(point)) {
      try {
        verdict.await();
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt(); // the worker ends; what it does now is its own affair
      }
    }
  }

  /** Whether the work is to wait here. */
  private synchronized boolean announce(FaultPoint point) {
    int time = times.merge(point, 1, Integer::sum);
    boolean held = point == where && time == when;
    System.out.println((held ? "held " : "reached ") + point.key() + " " + time);
    return held;
  }

  private void listen() {
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (lines.readLine() != null) {
        verdict.countDown();
      }
    } catch (IOException broken) {
      // As good as its end.
    }
    System.exit(1);
  }
}

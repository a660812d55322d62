package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fake ledger's calls meet: each is named as it is written down. Thread-safe. */
final class Script {
  private static final Pattern STOPPABLE = Pattern.compile("(open|copy|close|gate|require) .*");

  private final AtomicInteger stoppable = new AtomicInteger();
  private volatile int freezeAt;
  private volatile boolean frozen;
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private final Map<String, Deque<RuntimeException>> failures = new ConcurrentHashMap<>();
  private final Map<String, Deque<List<String>>> failedChecks = new ConcurrentHashMap<>();

  /** A call that waits, heartbeating, until it is released or cancelled. */
  static final class Hold {
    private final AtomicInteger arrivals = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile boolean finishes;
    private volatile @Nullable RuntimeException instead;

    private Hold() {}

    /** A cancel does not end the waiting, only a release does. */
    Hold slow() {
      slow = true;
      return this;
    }

    /** When it was cancelled it comes to its end all the same. */
    Hold finishes() {
      finishes = true;
      return this;
    }

    /** When it was cancelled it fails in another way, as a statement that was cut off may. */
    Hold fails(ErrorCode code, String message) {
      instead = Failures.of(code, message);
      return this;
    }

    /** Waits until the call has begun. */
    Hold reached() {
      return reached(1);
    }

    /** Waits until the call has been made so often. */
    Hold reached(int times) {
      Eventually.happens(times + " times a held call", () -> arrivals.get() >= times);
      return this;
    }

    /** Waits until the call has been told to stop. */
    Hold cancelled() {
      Eventually.happens("the cancel of a held call", () -> cancelled.getCount() == 0);
      return this;
    }

    void release() {
      released.countDown();
    }

    private void stay(ActivityExecutionContext context) {
      arrivals.incrementAndGet();
      try {
        while (!released.await(10, TimeUnit.MILLISECONDS)) {
          context.heartbeat("held");
        }
      } catch (ActivityCompletionException cancel) {
        end(cancel);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    private void end(ActivityCompletionException cancel) {
      cancelled.countDown();
      if (slow) {
        Eventually.happens("release of a slow call", () -> released.getCount() == 0);
      }
      RuntimeException failure = instead;
      if (failure != null) {
        throw failure;
      }
      if (!finishes) {
        throw cancel;
      }
    }
  }

  /** Holds a call, each time it is made, until it is released; a cancel ends it. */
  Hold hold(String call) {
    Hold hold = new Hold();
    holds.put(call, hold);
    return hold;
  }

  /** Lets a call fail the next time. */
  Script fail(String call, ErrorCode code, String message) {
    failures.computeIfAbsent(call, made -> new ArrayDeque<>()).add(Failures.of(code, message));
    return this;
  }

  /** Lets the entity's next gate find these checks failed. */
  Script failChecks(String entity, String... checks) {
    failedChecks.computeIfAbsent(entity, made -> new ArrayDeque<>()).add(List.of(checks));
    return this;
  }

  /**
   * Calls that a pause has to stop take some time, and from this one on none comes to its end until
   * all is thawed. So a test can pause at any moment; the in-memory server, unlike a real one,
   * hangs when an activity ends at the very moment in which its workflow cancels it.
   */
  void freezeAt(int call) {
    freezeAt = call;
  }

  void awaitFrozen() {
    Eventually.happens("call " + freezeAt, () -> frozen);
    Eventually.nothing();
  }

  void thaw() {
    freezeAt = 0;
    frozen = false;
  }

  private void takeTime(ActivityExecutionContext context) {
    if (stoppable.incrementAndGet() == freezeAt) {
      frozen = true;
    }
    try {
      do {
        context.heartbeat("takes time");
        Thread.sleep(10);
      } while (frozen);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  void play(String call, ActivityExecutionContext context) {
    if (freezeAt > 0 && STOPPABLE.matcher(call).matches()) {
      takeTime(context);
    }
    Hold hold = holds.get(call);
    if (hold != null) {
      hold.stay(context);
    }
    Deque<RuntimeException> waiting = failures.get(call);
    if (waiting != null) {
      synchronized (waiting) {
        RuntimeException failure = waiting.poll();
        if (failure != null) {
          throw failure;
        }
      }
    }
  }

  List<String> failedChecks(String entity) {
    Deque<List<String>> waiting = failedChecks.get(entity);
    if (waiting == null) {
      return List.of();
    }
    synchronized (waiting) {
      List<String> failed = waiting.poll();
      List<String> checks = new ArrayList<>();
      for (String check : failed == null ? List.<String>of() : failed) {
        checks.add(entity + "." + check);
      }
      return checks;
    }
  }

  /** Ends all waiting, so that a failed test can be closed. */
  void releaseAll() {
    holds.values().forEach(Hold::release);
    thaw();
  }
}

package dev.crosswalk.starter.chaos;

import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.starter.embedded.WorkerChild;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker process that tells which fault points it reaches and may wait at one of them. Its words
 * are heard by a thread of their own; all else is for one thread.
 */
final class HeldWorker implements AutoCloseable {
  private final WorkerChild child;
  private final Map<FaultPoint, Integer> times = new EnumMap<>(FaultPoint.class);
  private final List<String> log = new ArrayList<>();
  private @Nullable FaultPoint held;
  private boolean ended;

  HeldWorker(WorkerChild child) {
    this.child = child;
    Thread listener = new Thread(this::listen, "crosswalk-points");
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    try (BufferedReader lines = child.process().inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("held ") || line.startsWith("reached ")) {
          hear(line.split(" ", -1));
        }
      }
    } catch (IOException gone) {
      // It was killed.
    }
  }

  private synchronized void hear(String[] words) {
    FaultPoint point = FaultPoint.of(words[1]);
    times.put(point, Integer.valueOf(words[2]));
    if (words[0].equals("held")) {
      held = point;
    }
  }

  /** Whether it asks for work. */
  boolean serves() {
    return child.log().stream().anyMatch(line -> line.contains("polling task queue"));
  }

  /** Whether work waits at the point that the worker was told. */
  synchronized boolean holds() {
    return held != null;
  }

  /** How often each point was reached. */
  synchronized Map<FaultPoint, Integer> times() {
    return new EnumMap<>(times);
  }

  /** Lets the work that waits go on; one that is frozen does so when it thaws. */
  void release() {
    try {
      child.process().getOutputStream().write('\n');
      child.process().getOutputStream().flush();
    } catch (IOException gone) {
      // It has ended, and nothing waits any more.
    }
  }

  /** Sends a signal such as {@code STOP}. */
  void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(child.process().pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " was refused");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@code kill -9} does; returns when it is gone. */
  void kill() {
    child.kill();
  }

  /** Whether it ends within this time. */
  boolean ends(int seconds) throws InterruptedException {
    return child.process().waitFor(seconds, TimeUnit.SECONDS);
  }

  void requireAlive() {
    child.requireAlive();
  }

  /** What it has said, also after its end. */
  List<String> log() {
    return ended ? log : child.log();
  }

  /** Ends it, frozen or not. May be repeated. */
  @Override
  public void close() {
    if (!ended) {
      if (child.process().isAlive()) {
        signal("CONT");
        kill(); // nobody waits for what it may be doing
      }
      log.addAll(child.log());
      ended = true;
      child.close();
    }
  }
}

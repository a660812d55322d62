package dev.crosswalk.starter.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has started, closed in reverse order: by its owner, or when the process is told
 * to end, whichever comes first. Thread-safe. While something starts, closing waits for it, so that
 * no server is left behind.
 */
public final class Resources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private volatile boolean ending;

  public Resources() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "crosswalk-shutdown"));
  }

  /** Starts one more; it is closed before those that were started earlier. */
  public synchronized <T extends AutoCloseable> T open(Supplier<T> start) {
    if (ending) {
      throw new IllegalStateException("the process is ending");
    }
    T resource = start.get();
    open.push(resource);
    return resource;
  }

  /** Whether closing has begun, so that failures of what used them mean nothing. */
  public boolean ending() {
    return ending;
  }

  /** Closes all; what fails to close is logged and keeps nothing else open. May be repeated. */
  @Override
  public void close() {
    ending = true;
    synchronized (this) {
      while (!open.isEmpty()) {
        AutoCloseable resource = open.pop();
        try {
          resource.close();
        } catch (Exception failed) {
          LOG.warn("{} did not close: {}", resource.getClass().getSimpleName(), failed.toString());
        }
      }
    }
  }
}

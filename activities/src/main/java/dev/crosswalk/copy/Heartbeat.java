package dev.crosswalk.copy;

import dev.crosswalk.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Beats while statements run, and cancels them when a beat says that the work is not wanted any
 * more; connections that do not obey within some seconds are aborted. Stuck statements end by their
 * own timeouts, so a beat never hides one for good. Thread-safe.
 */
public final class Heartbeat implements AutoCloseable {
  /** Below half of the throttle of 500 ms, so that a cancel is seen at the next sent beat. */
  private static final long EVERY_MILLIS = 200;

  /** A server that has not obeyed a cancel by then does not answer at all. */
  private static final Duration OBEDIENCE = Duration.ofSeconds(3);

  private final Consumer<Object> beat;
  private final ScheduledFuture<?> ticking;
  private final List<Connection> watched = new CopyOnWriteArrayList<>();
  private volatile Object details;
  private volatile @Nullable RuntimeException stop;
  private volatile long stoppedAtNanos;

  /**
   * Starts beating.
   *
   * @param beat tells Temporal; throws when the work is to end
   */
  public Heartbeat(ScheduledExecutorService timer, Consumer<Object> beat, Object details) {
    this.beat = beat;
    this.details = details;
    this.ticking =
        timer.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A connection whose statement is cancelled when the work is to end. */
  public void watch(Connection connection) {
    watched.add(connection);
  }

  public void details(Object newest) {
    details = newest;
  }

  /** What the last beat told. */
  public Object progress() {
    return details;
  }

  /** Throws what the last beat threw, if it did: whatever SQL said, that is the reason. */
  public void check() {
    RuntimeException reason = stop;
    if (reason != null) {
      throw reason;
    }
  }

  private void tick() {
    try {
      if (stop == null) {
        beat.accept(details);
      } else {
        cancelStatements();
      }
    } catch (RuntimeException unwanted) {
      stoppedAtNanos = System.nanoTime();
      stop = unwanted;
      cancelStatements();
    }
  }

  private void cancelStatements() {
    boolean deaf = System.nanoTime() - stoppedAtNanos > OBEDIENCE.toNanos();
    for (Connection connection : watched) {
      try {
        if (deaf) {
          Databases.discard(connection);
        } else {
          connection.unwrap(PGConnection.class).cancelQuery();
        }
      } catch (SQLException closed) {
        // Nothing runs on it any more, which is what was wanted.
      }
    }
  }

  @Override
  public void close() {
    ticking.cancel(false);
  }
}

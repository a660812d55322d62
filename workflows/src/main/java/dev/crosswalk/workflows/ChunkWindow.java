package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The chunks of one entity, of which some are in flight, and how those that landed did. */
final class ChunkWindow {
  private final int chunks;
  private final boolean ordered;
  private final IntSupplier parallelism;
  private final Deque<Integer> open;
  private final List<Flight<Counts>> flights = new ArrayList<>();
  private int done;
  private boolean stopped;
  private boolean lost;
  private @Nullable RuntimeException problem;

  /**
   * Begins with nothing in flight.
   *
   * @param parallelism so many at once, asked again and again; one when the chunks are ordered
   */
  ChunkWindow(EntityActivities.Opened opened, IntSupplier parallelism) {
    this.chunks = opened.chunks();
    this.ordered = opened.ordered();
    this.parallelism = parallelism;
    this.open = new ArrayDeque<>(opened.open());
    this.done = chunks - open.size();
  }

  /** Whether one more may start, as far as the chunks themselves are concerned. */
  boolean hasRoom() {
    int most = ordered ? 1 : parallelism.getAsInt();
    return !open.isEmpty() && flights.size() < most && problem == null && !stopped && !lost;
  }

  /** The number of the next chunk to copy. */
  int next() {
    return open.remove();
  }

  void add(Flight<Counts> flight) {
    flights.add(flight);
  }

  boolean isEmpty() {
    return flights.isEmpty();
  }

  /** Waits until a chunk has landed, or one more may start, and books all that have landed. */
  void land(BooleanSupplier mayStart) {
    Waiting.throughCancel(
        () -> flights.stream().anyMatch(Flight::landed) || (hasRoom() && mayStart.getAsBoolean()));
    for (Flight<Counts> flight : List.copyOf(flights)) {
      if (flight.landed()) {
        flights.remove(flight);
        book(flight);
      }
    }
  }

  private void book(Flight<Counts> flight) {
    RuntimeException failure = flight.failure();
    if (failure == null) {
      done++;
    } else if (flight.stopped()) {
      stopped = true;
    } else if (isStale(failure)) {
      lost = true;
    } else if (problem == null) {
      problem = failure;
    }
  }

  /** Whether another attempt has taken the fence over. */
  static boolean isStale(RuntimeException failure) {
    ApplicationFailure application = Failures.application(failure);
    return application != null && application.getType().equals(ErrorCode.STALE.key());
  }

  int done() {
    return done;
  }

  boolean complete() {
    return done == chunks;
  }

  /** Whether another writer took chunks away: they have to be opened anew. */
  boolean lost() {
    return lost;
  }

  /** The first failure that is not the end of a stopped chunk. */
  @Nullable RuntimeException problem() {
    return problem;
  }
}

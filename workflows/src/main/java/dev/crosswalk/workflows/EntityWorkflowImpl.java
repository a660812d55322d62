package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Guarantees and failures: see {@link EntityWorkflow}. */
public final class EntityWorkflowImpl implements EntityWorkflow {
  /** Who loses chunks this often without finishing one has a rival, and needs a person. */
  private static final int MOST_LOST_ROUNDS = 10;

  private final List<Flight<?>> inFlight = new ArrayList<>();
  private Order order = new Order(0, false, false, 0);
  private boolean reported;
  private int lostRounds;

  @Override
  public @Nullable Counts run(EntityActivities.EntityTask task) {
    if (order.number() == 0) {
      order = new Order(0, false, false, task.parallelism());
    }
    try {
      while (true) {
        restWhileOrdered(task);
        if (order.stop()) {
          return null;
        }
        EntityActivities.Opened opened =
            land(fly(Flight.start(() -> Async.function(activities("plan chunks")::open, task))));
        if (opened == null || !copy(task, opened)) {
          continue;
        }
        Counts counts = land(fly(close(task, opened)));
        if (counts != null) {
          return counts;
        }
      }
    } catch (CanceledFailure canceled) {
      // From outside: ours have landed, but a writer that nobody hears of may be left.
      halt(task);
      throw canceled;
    }
  }

  @Override
  public void order(@Nullable Order newest) {
    if (newest == null) {
      Workflow.getLogger(EntityWorkflowImpl.class).warn("signal order ignored: it is empty");
      return;
    }
    order = newest;
    reported = false;
    if (newest.rest()) {
      inFlight.forEach(Flight::stop);
    }
  }

  /** Fences all writers off, reports and waits; returns at once when no rest is ordered. */
  private void restWhileOrdered(EntityActivities.EntityTask task) {
    if (order.rest()) {
      halt(task);
    }
    while (order.rest() && !order.stop()) {
      if (!reported) {
        report(task);
      }
      Workflow.await(() -> !order.rest() || order.stop() || !reported);
    }
  }

  private void report(EntityActivities.EntityTask task) {
    long number = order.number();
    Optional<String> parent = Workflow.getInfo().getParentWorkflowId();
    try {
      parent.ifPresent(
          id ->
              Workflow.newExternalWorkflowStub(RunControl.class, id)
                  .standstill(new RunControl.Standstill(task.entity(), number)));
    } catch (ApplicationFailure closed) {
      Workflow.getLogger(EntityWorkflowImpl.class).info("the run is over, nobody to report to");
    }
    reported = number == order.number();
  }

  /** Keeps chunks in flight; true when all are done, false when they must be opened anew. */
  private boolean copy(EntityActivities.EntityTask task, EntityActivities.Opened opened) {
    CancellationScope scope = CancellationScope.current();
    ChunkWindow window = new ChunkWindow(opened, () -> order.parallelism());
    int before = window.done();
    while (true) {
      BooleanSupplier mayStart = () -> !order.rest() && !scope.isCancelRequested();
      while (window.hasRoom() && mayStart.getAsBoolean()) {
        window.add(fly(copyChunk(task, opened, window.next())));
      }
      Workflow.setCurrentDetails(
          "**%s**: %d of %d chunks done%s\n"
              .formatted(
                  task.entity(),
                  window.done(),
                  opened.chunks(),
                  opened.ordered() ? ", one after the other" : ""));
      if (window.isEmpty()) {
        break;
      }
      window.land(mayStart);
      inFlight.removeIf(Flight::landed);
    }
    CancellationScope.throwCanceled();
    RuntimeException problem = window.problem();
    if (problem != null) {
      throw Failures.readable(problem);
    }
    if (window.done() > before) {
      lostRounds = 0;
    } else if (window.lost()) {
      countLostRound();
    }
    return window.complete();
  }

  private void countLostRound() {
    if (++lostRounds == MOST_LOST_ROUNDS) {
      throw Failures.givenUp(
          ErrorCode.STALE, "another writer took the chunks away " + lostRounds + " times");
    }
  }

  private static Flight<Counts> close(
      EntityActivities.EntityTask task, EntityActivities.Opened opened) {
    EntityActivities.CloseTask work =
        new EntityActivities.CloseTask(
            task.run(), task.targetFingerprint(), task.entity(), opened.epoch());
    return Flight.start(() -> Async.function(activities("close")::close, work));
  }

  private static Flight<Counts> copyChunk(
      EntityActivities.EntityTask task, EntityActivities.Opened opened, int chunk) {
    EntityActivities.ChunkTask work =
        new EntityActivities.ChunkTask(
            task.run(),
            task.targetFingerprint(),
            task.entity(),
            chunk,
            opened.chunks(),
            opened.epoch());
    String summary = task.entity() + ": chunk " + chunk + " of " + opened.chunks();
    return Flight.start(() -> Async.function(activities(summary)::copyChunk, work));
  }

  /** Lets an order to rest stop the activity. */
  private <T> Flight<T> fly(Flight<T> flight) {
    inFlight.add(flight);
    return flight;
  }

  /** Waits for what the activity returns; null when an order to rest, or a rival, stopped it. */
  private <T> @Nullable T land(Flight<T> flight) {
    Waiting.throughCancel(flight::landed);
    inFlight.remove(flight);
    RuntimeException failure = flight.failure();
    if (failure == null) {
      return flight.result();
    }
    CancellationScope.throwCanceled();
    if (flight.stopped()) {
      return null;
    }
    if (ChunkWindow.isStale(failure)) {
      countLostRound();
      return null;
    }
    throw Failures.readable(failure);
  }

  /** When it returns, no older write is in flight or can begin. */
  private static void halt(EntityActivities.EntityTask task) {
    Workflow.newDetachedCancellationScope(() -> activities("fence off writers").halt(task)).run();
  }

  private static EntityActivities activities(String summary) {
    return Workflow.newActivityStub(EntityActivities.class, Retries.database(summary));
  }
}

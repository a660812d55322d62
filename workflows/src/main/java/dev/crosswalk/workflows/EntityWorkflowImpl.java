package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guarantees and failures: see {@link EntityWorkflow}. */
public final class EntityWorkflowImpl implements EntityWorkflow {
  /** A chunk in flight, with the scope that stops it. */
  private record Flight(CancellationScope scope, Promise<Counts> result) {}

  private final List<Flight> flights = new ArrayList<>();
  private Order order = new Order(0, false, false);
  private long reported;

  @Override
  public Counts run(EntityActivities.EntityTask task) {
    while (true) {
      restWhileOrdered(task);
      if (order.stop()) {
        return activities("stopped").close(task);
      }
      EntityActivities.Opened opened = activities("plan chunks").open(task);
      boolean done = copy(task, opened);
      if (done) {
        return activities("close").close(task);
      }
      halt(task);
    }
  }

  @Override
  public void order(Order newest) {
    order = newest;
    if (newest.rest()) {
      flights.forEach(flight -> flight.scope().cancel("ordered to rest"));
    }
  }

  /** Keeps chunks in flight until all are done, an order says rest, or one cannot go on. */
  private boolean copy(EntityActivities.EntityTask task, EntityActivities.Opened opened) {
    Deque<Integer> open = new ArrayDeque<>(opened.open());
    int done = opened.chunks() - open.size();
    Failures.@Nullable Problem problem = null;
    boolean stale = false;
    try {
      while (!flights.isEmpty() || (!open.isEmpty() && problem == null && !stale && !order.rest())) {
        while (!open.isEmpty()
            && flights.size() < task.parallelism()
            && problem == null
            && !stale
            && !order.rest()) {
          flights.add(start(task, opened, open.remove()));
        }
        details(task, opened.chunks(), done, problem);
        Waiting.until(() -> flights.stream().anyMatch(flight -> flight.result().isCompleted()));
        for (Flight flight : List.copyOf(flights)) {
          if (!flight.result().isCompleted()) {
            continue;
          }
          flights.remove(flight);
          RuntimeException failure = flight.result().getFailure();
          if (failure == null) {
            done++;
          } else if (isStale(failure)) {
            stale = true;
          } else if (!order.rest() && failure instanceof TemporalFailure temporal) {
            problem = problem == null ? Failures.problem(temporal) : problem;
          }
        }
      }
    } catch (CanceledFailure canceled) {
      // The run was cancelled from outside: bring the writers to a stop before saying so.
      Workflow.newDetachedCancellationScope(
              () -> {
                Workflow.await(
                    () -> flights.stream().allMatch(flight -> flight.result().isCompleted()));
                halt(task);
              })
          .run();
      throw canceled;
    }
    if (order.rest() || stale) {
      return false;
    }
    if (problem != null) {
      throw ApplicationFailure.newNonRetryableFailure(problem.message(), problem.code());
    }
    return true;
  }

  private static Flight start(
      EntityActivities.EntityTask task, EntityActivities.Opened opened, int chunk) {
    List<Promise<Counts>> result = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              EntityActivities.ChunkTask work =
                  new EntityActivities.ChunkTask(
                      task.run(), task.entity(), chunk, opened.chunks(), opened.epoch());
              String summary = task.entity() + ": chunk " + chunk + " of " + opened.chunks();
              result.add(
                  Async.function(activities(summary)::copyChunk, work));
            });
    scope.run();
    return new Flight(scope, result.get(0));
  }

  private void restWhileOrdered(EntityActivities.EntityTask task) {
    while (order.rest() && !order.stop()) {
      if (reported != order.number()) {
        report(task);
      }
      Waiting.until(() -> !order.rest() || order.stop() || reported != order.number());
    }
  }

  private void report(EntityActivities.EntityTask task) {
    long number = order.number();
    WorkflowInfo info = Workflow.getInfo();
    info.getParentWorkflowId()
        .ifPresent(
            parent ->
                Workflow.newExternalWorkflowStub(RunControl.class, parent)
                    .standstill(new RunControl.Standstill(task.entity(), number)));
    reported = number;
  }

  private void halt(EntityActivities.EntityTask task) {
    Workflow.newDetachedCancellationScope(() -> activities("fence off writers").halt(task)).run();
  }

  private static boolean isStale(RuntimeException failure) {
    ApplicationFailure application = Failures.application(failure);
    return application != null && application.getType().equals(ErrorCode.STALE.key());
  }

  private static void details(
      EntityActivities.EntityTask task, int chunks, int done, Failures.@Nullable Problem problem) {
    String text = "**" + task.entity() + "**: " + done + " of " + chunks + " chunks done\n";
    if (problem != null) {
      text += "\nCannot go on: " + problem.message() + "\n";
    }
    Workflow.setCurrentDetails(text);
  }

  private static EntityActivities activities(String summary) {
    return Workflow.newActivityStub(EntityActivities.class, Retries.database(summary));
  }
}

package dev.crosswalk.starter.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.starter.display.RunProgress;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run on a target of its own, disturbed once, and what became of it. For one thread. */
final class TrialRun implements AutoCloseable {
  /** Has a backup before each phase, a gate after each entity, and references that come later. */
  private static final String PLAN = "loading-order";

  /** So small that a run has many batches, and takes a second or two. */
  private static final int BATCH_ROWS = 25;

  private static final int CHUNK_ROWS = 150;

  /** Longer than all that is waited for after any fault. */
  private static final int LIMIT_SECONDS = 300;

  private static final Set<String> LEFT_OUT = Set.of("skipped", "blocked", "rolled_back");

  private final ChaosPlace place;
  private final String target;
  private final List<HeldWorker> workers = new ArrayList<>();

  TrialRun(ChaosPlace place, String target) {
    this.place = place;
    this.target = target;
    place.create(target);
  }

  /** What a run is like that nobody disturbs. */
  record Calm(Content content, Map<FaultPoint, Integer> times) {}

  /** Loads and rolls back undisturbed, and counts how often each point is reached. */
  Calm calm() throws Exception {
    HeldWorker worker = place.worker(target, FaultPoint.PLANNED, 0, 1);
    workers.add(worker);
    await(load(target, 1));
    Content content = content(target);
    requireNothing(wrong());
    await(rollback());
    requireNothing(content(target).notEmpty());
    return new Calm(content, worker.times());
  }

  /** Whether the fault was made; fails with a {@link Deviation} when anything is not as it was. */
  boolean disturbed(Draw.Trial trial, Calm calm) throws Exception {
    HeldWorker worker = place.worker(target, trial.point(), trial.when(), trial.parallelism());
    workers.add(worker);
    boolean undo = trial.point().compareTo(FaultPoint.UNDO_OPENED) >= 0;
    WorkflowStub run = load(target, trial.parallelism());
    if (undo) {
      await(run);
      requireNothing(content(target).differences(calm.content()));
      run = rollback();
    }
    boolean struck = awaitHeld(worker, run);
    if (struck) {
      Scene scene = new Scene(place, target, run, worker, trial.point(), trial.parallelism());
      try {
        trial.fault().strike(scene);
      } finally {
        workers.addAll(scene.workers().subList(1, scene.workers().size()));
      }
    }
    await(run, trial.fault().after != Fault.After.ENDS);
    requireNothing(wrong());
    if (undo) {
      requireNothing(content(target).notEmpty());
    }
    if (undo || trial.fault().after == Fault.After.ENDS) {
      again(calm);
    } else {
      compare(calm.content(), content(target));
    }
    return struck;
  }

  /** A second run completes what the first one left. */
  private void again(Calm calm) throws Exception {
    String id = target + "-again";
    await(load(id, 1));
    requireNothing(content(id).tableDifferences(calm.content()));
    requireNothing(wrong());
  }

  private static void compare(Content calm, Content found) {
    Set<String> leftOut = new TreeSet<>();
    for (String line : found.books()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("entity") && LEFT_OUT.contains(words[2])) {
        leftOut.add(words[1]);
      }
    }
    if (leftOut.isEmpty()) {
      requireNothing(found.differences(calm));
    } else {
      requireNothing(found.only(leftOut).notEmpty());
      requireNothing(found.without(leftOut).differences(calm.without(leftOut)));
    }
  }

  private WorkflowStub load(String id, int parallelism) {
    ObjectNode input =
        JsonNodeFactory.instance
            .objectNode()
            .put("plan", PLAN)
            .put("batch_rows", BATCH_ROWS)
            .put("chunk_rows", CHUNK_ROWS)
            .put("parallelism", parallelism);
    return start("MigrationWorkflow", id, input);
  }

  private WorkflowStub rollback() {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("run", target).put("all", true);
    return start("RollbackWorkflow", target + "/rollback", input);
  }

  private WorkflowStub start(String type, String id, ObjectNode input) {
    WorkflowStub run =
        place
            .temporal()
            .connection()
            .client()
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(target)
                    .setStaticSummary("crosswalk chaos")
                    .build());
    run.start(input);
    return run;
  }

  private boolean awaitHeld(HeldWorker worker, WorkflowStub run) throws InterruptedException {
    for (int waited = 0; waited < LIMIT_SECONDS * 20; waited++) {
      if (worker.holds()) {
        return true;
      }
      worker.requireAlive();
      if (waited % 10 == 9 && over(run)) {
        return worker.holds();
      }
      Thread.sleep(50);
    }
    throw new Deviation("the run neither came to the point nor to its end: " + progress(target));
  }

  private void await(WorkflowStub run) throws InterruptedException {
    await(run, true);
  }

  /** Entities that are left unfinished by a run that was ended count as failed. */
  private void await(WorkflowStub run, boolean byItself) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
    while (!over(run)) {
      RunProgress progress = progress(run.getExecution().getWorkflowId());
      RunProgress.Entity failed = progress == null ? null : progress.failed();
      if (byItself && failed != null) {
        throw new Deviation(
            failed.entity() + " waits for a person: " + failed.code() + ": " + failed.reason());
      }
      if (System.nanoTime() > end) {
        throw new Deviation("no end after " + LIMIT_SECONDS + " s: " + progress);
      }
      Thread.sleep(100);
    }
  }

  /** Whether the workflow has closed; what cannot be asked now is asked again. */
  private static boolean over(WorkflowStub run) {
    try {
      return run.describe().getStatus()
          != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (StatusRuntimeException | WorkflowServiceException away) {
      return false;
    }
  }

  private @Nullable RunProgress progress(String run) {
    try (Connection owner = place.owner(target)) {
      return RunProgress.read(owner, run);
    } catch (SQLException | Failure away) {
      return null; // the server was crashed on purpose, and comes back
    }
  }

  private Content content(String run) throws SQLException {
    try (Connection owner = place.owner(target)) {
      return Content.read(owner, run);
    }
  }

  private List<String> wrong() throws SQLException {
    try (Connection owner = place.owner(target)) {
      return Content.wrong(owner);
    }
  }

  private static void requireNothing(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new Deviation(String.join("\n", differences));
    }
  }

  /** All that have worked for the run. */
  List<HeldWorker> workers() {
    return workers;
  }

  /** Ends the workers; the target stays. */
  @Override
  public void close() {
    workers.forEach(HeldWorker::close);
  }
}

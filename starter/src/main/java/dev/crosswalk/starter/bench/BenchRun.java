package dev.crosswalk.starter.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.ReportReader;
import dev.crosswalk.starter.display.RunProgress;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.starter.embedded.WorkerChild;
import dev.crosswalk.workflows.RollbackWorkflow;
import dev.crosswalk.workflows.RunActivities.RunSummary;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starts runs of the plan {@code bench} as a user's command does, and times them. */
final class BenchRun {
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private final EmbeddedTemporal temporal;
  private final WorkerChild worker;
  private final Endpoint target;
  private final String taskQueue;
  private final Bench.Choices choices;

  /**
   * Prepares.
   *
   * @param target as who may read the ledger
   */
  BenchRun(
      EmbeddedTemporal temporal,
      WorkerChild worker,
      Endpoint target,
      String taskQueue,
      Bench.Choices choices) {
    this.temporal = temporal;
    this.worker = worker;
    this.target = target;
    this.taskQueue = taskQueue;
    this.choices = choices;
  }

  /**
   * A run that came to its end.
   *
   * @param seconds from the call that starts it to the answer that it is over
   */
  record Ended(Report report, double seconds, RunHistory history) {
    /** Which part of the time went by without work on the databases, from 0 to 1. */
    double temporalShare() {
      return Math.max(0, 1 - history.working() / seconds);
    }

    /** What the ledger says of the only entity. */
    Report.Account account() {
      return report.accounting().get(0);
    }

    /** What the ledger says the only entity took. */
    double entitySeconds() {
      Double seconds = report.phases().get(0).entities().get(0).timings().seconds();
      return seconds == null ? 0 : seconds;
    }
  }

  /** Returns when the run is over; fails with the run's own code when it could not come to it. */
  Ended execute(String run, List<String> entities) {
    WorkflowStub workflow = workflow("MigrationWorkflow", run);
    long start = System.nanoTime();
    workflow.start(input(entities));
    CompletableFuture<RunSummary> result = workflow.getResultAsync(RunSummary.class);
    while (!temporal.ends(result, LOOK_EVERY_MILLIS)) {
      worker.requireAlive();
      requireProgress(run, workflow);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Ended(
        report(run),
        seconds,
        RunHistory.of(RunHistory.fetch(temporal.client(), run), choices.chunksInFlight()));
  }

  /** Undoes all that a run has written in the large table; returns the seconds until proven. */
  double rollback(String run) {
    WorkflowStub workflow = workflow("RollbackWorkflow", run + "/rollback");
    long start = System.nanoTime();
    workflow.start(JsonNodeFactory.instance.objectNode().put("run", run).put("phase", "tasks"));
    CompletableFuture<RollbackWorkflow.Result> result =
        workflow.getResultAsync(RollbackWorkflow.Result.class);
    while (!temporal.ends(result, LOOK_EVERY_MILLIS)) {
      worker.requireAlive();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String status = result.join().status();
    if (!status.equals("rolled_back")) {
      throw new Failure(ErrorCode.UNPROVEN, "the rollback of run '" + run + "' is " + status);
    }
    return seconds;
  }

  private WorkflowStub workflow(String type, String id) {
    return temporal
        .client()
        .newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(taskQueue)
                .setStaticSummary("crosswalk bench")
                .build());
  }

  private ObjectNode input(List<String> entities) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("plan", "bench");
    entities.forEach(input.putArray("entities")::add);
    input.put("parallelism", choices.chunksInFlight());
    if (choices.batchRows() != null) {
      input.put("batch_rows", choices.batchRows());
    }
    if (choices.chunkRows() != null) {
      input.put("chunk_rows", choices.chunkRows());
    }
    return input;
  }

  /** Nobody sits at a bench to decide. */
  private void requireProgress(String run, WorkflowStub workflow) {
    RunProgress.Entity entity = read(run, RunProgress::read).failed();
    if (entity != null) {
      ObjectNode reason = JsonNodeFactory.instance.objectNode();
      reason.put("reason", "a bench waits for no decision");
      workflow.signal("abort", reason);
      throw new Failure(
          ErrorCode.of(String.valueOf(entity.code())),
          entity.entity() + " could not go on: " + entity.reason());
    }
  }

  private Report report(String run) {
    return read(run, (connection, id) -> new ReportReader(connection, id).read());
  }

  private interface Question<T> {
    T ask(Connection target, String run) throws SQLException;
  }

  private <T> T read(String run, Question<T> question) {
    try (Connection connection = target.connect("target")) {
      return question.ask(connection, run);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the ledger of run '" + run + "'");
    }
  }
}

package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.starter.embedded.EmbeddedWorker;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.workflows.RunActivities.EntitySummary;
import dev.crosswalk.workflows.RunActivities.RunSummary;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The whole engine in this process, on the in-memory service, over one pair of databases: an empty
 * modern one, and a legacy one with every quirk.
 */
final class Engine implements AutoCloseable {
  static final Library LIBRARY = new Library(PlanFiles.builtIn());

  /** Production with {@code -Plong}. */
  static final String SCALE = System.getProperty("crosswalk.legacy.scale", "0.05");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long LOOK_EVERY_MILLIS = 200;

  final TestDatabases databases = new TestDatabases();
  private final EmbeddedTemporal temporal = EmbeddedTemporal.start(false, Map.of());
  private final EmbeddedWorker worker;

  Engine(String scale) {
    databases.builtIn(scale, "all");
    worker =
        EmbeddedWorker.start(
            temporal,
            LIBRARY,
            databases.reader(),
            databases.loader(),
            EmbeddedWorker.TASK_QUEUE,
            2);
  }

  /** Runs all of a plan, as {@link #run(String, String, List)} does. */
  RunSummary run(String run, String plan) {
    return run(run, plan, List.of());
  }

  /**
   * Runs a plan, approves what it wants to have approved, and finds it sound: it has come to its
   * end, every row is accounted for, and every gate has let it pass.
   *
   * @param entities what it loads, with what that needs; none: all of the plan
   */
  RunSummary run(String run, String plan, List<String> entities) {
    ObjectNode input = JSON.objectNode().put("plan", plan);
    if (!entities.isEmpty()) {
      entities.forEach(input.putArray("entities")::add);
      input.put("with_deps", true);
    }
    WorkflowStub workflow =
        temporal
            .client()
            .newUntypedWorkflowStub(
                "MigrationWorkflow",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(run)
                    .setTaskQueue(EmbeddedWorker.TASK_QUEUE)
                    .build());
    workflow.start(input);
    CompletableFuture<RunSummary> result = workflow.getResultAsync(RunSummary.class);
    while (!temporal.ends(result, LOOK_EVERY_MILLIS)) {
      decide(workflow);
    }
    assertSound(run, result.join());
    return result.join();
  }

  /** Agrees to what needs an approval; anything else that a run waits for is a failure. */
  private void decide(WorkflowStub workflow) {
    if (!databases
        .modernRows("select status from crosswalk.run where ended_at is null")
        .contains("awaiting_decision")) {
      return;
    }
    JsonNode status = workflow.query("status", JsonNode.class, JSON.objectNode());
    String waiting = status.path("waiting").asText();
    if (waiting.endsWith("begins when a person approves it")) {
      workflow.update("approve", JsonNode.class, JSON.objectNode());
    } else if (status.path("status").asText().equals("awaiting_decision")) {
      throw new AssertionError(waiting + failures(workflow.getExecution().getWorkflowId()));
    }
  }

  private void assertSound(String run, RunSummary summary) {
    assertThat(summary.status()).isIn("completed", "completed_with_rejects");
    assertThat(summary.entities())
        .allSatisfy(
            entity ->
                assertThat(entity.status())
                    .as(entity.entity())
                    .isEqualTo(isDeclared(summary.plan(), entity) ? "skipped" : "validated"));
    assertThat(
            databases.modernRows(
                "select entity from crosswalk.accounting where not balanced and run = '"
                    + run
                    + "'"))
        .as("what does not balance")
        .isEmpty();
    assertThat(failures(run)).isEmpty();
  }

  /**
   * Whether it is a phase that neither loads nor checks, but is there because a document has it.
   */
  private static boolean isDeclared(String plan, EntitySummary summary) {
    return LIBRARY.plan(plan).phases().stream()
        .filter(phase -> phase.phase().equals(summary.entity()))
        .anyMatch(phase -> phase.entities().isEmpty() && phase.checks().isEmpty());
  }

  private List<String> failures(String run) {
    return databases.modernRows(
        "select entity, check_name, violated from crosswalk.check_result"
            + " where status in ('failed', 'error') and not undone and run = '"
            + run
            + "' order by 1, 2");
  }

  @Override
  public void close() {
    worker.close();
    temporal.close();
    databases.close();
  }
}

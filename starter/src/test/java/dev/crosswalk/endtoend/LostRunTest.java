package dev.crosswalk.endtoend;

import static dev.crosswalk.endtoend.EndToEndSuite.SLOW;
import static dev.crosswalk.endtoend.EndToEndSuite.assertExact;
import static dev.crosswalk.endtoend.EndToEndSuite.await;
import static dev.crosswalk.endtoend.EndToEndSuite.result;
import static dev.crosswalk.endtoend.EndToEndSuite.rows;
import static dev.crosswalk.endtoend.EndToEndSuite.start;
import static dev.crosswalk.endtoend.EndToEndSuite.undisturbed;
import static dev.crosswalk.endtoend.EndToEndSuite.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.starter.Typed;
import dev.crosswalk.testing.Contents;
import dev.crosswalk.testing.TestDatabases;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Temporal's own commands do to a run, and how it goes on when its workflow is gone: from the
 * ledger, on any server. Only a real one can reset, and closes children with their parent.
 */
@EnabledIfEnvironmentVariable(
    named = TemporalServer.CLI,
    matches = ".+",
    disabledReason = "no temporal command line: .ci/temporal installs one and says where")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TemporalServer temporal = TemporalServer.real();
  @TempDir private Path directory;
  private String out = "";
  private String err = "";

  @AfterAll
  void stop() throws IOException {
    temporal.close();
  }

  private int crosswalk(TestDatabases databases, String... arguments) {
    Map<String, String> environment =
        Map.of(
            "CROSSWALK_SOURCE_URL", WorkerFork.uri(databases.reader()),
            "CROSSWALK_TARGET_URL", WorkerFork.uri(databases.loader()),
            "TEMPORAL_ADDRESS", temporal.address);
    Typed typed = Typed.in(environment, directory, arguments);
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  private static void awaitOrders(TestDatabases databases) throws InterruptedException {
    await("orders in the middle", () -> rows(databases, "orders") >= 300);
  }

  /** What is in the books when the run is lost must stay there as it is. */
  private static List<String> batches(TestDatabases databases) {
    return databases.modernRows(
        "select entity, chunk, batch, committed_at from crosswalk.batch order by 1, 2, 3");
  }

  @Test
  void aTerminatedRunIsLostAndGoesOnWithWhatIsLeft() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.modern(SLOW);
      String id = unique("terminated");
      WorkflowStub run = start(temporal, id, 50, 500, 2);
      awaitOrders(databases);
      assertThat(crosswalk(databases, "status", "--output", "json")).as(err).isZero();
      assertThat(JSON.readTree(out).get("owner").asText()).isEqualTo("live");
      assertThat(crosswalk(databases, "start", "--resume", id)).isEqualTo(3);
      assertThat(err).contains("run.busy", "running already");

      run.terminate("a mistake");
      assertThat(crosswalk(databases, "status", id)).as(err).isZero();
      assertThat(out)
          .contains("owner lost (last seen executing)", "next:    crosswalk start --resume " + id);
      assertThat(crosswalk(databases, "status", id, "--output", "json")).isZero();
      assertThat(JSON.readTree(out).get("owner").asText()).isEqualTo("lost");
      assertThat(JSON.readTree(out).get("next").asText())
          .isEqualTo("crosswalk start --resume " + id);
      assertThat(crosswalk(databases, "pause", id)).isEqualTo(3);
      assertThat(err).contains("run.lost", "crosswalk start --resume " + id);
      assertThat(crosswalk(databases, "watch", id)).isEqualTo(3);
      assertThat(err).contains("run.lost");
      assertThat(crosswalk(databases, "start", "--plan", "core")).isEqualTo(3);
      assertThat(err).contains("run.busy", "crosswalk status " + id + " says so");

      List<String> before = batches(databases);
      databases.modern("drop trigger slow on orders");
      assertThat(crosswalk(databases, "start", "--resume", id, "--wait"))
          .as(err + worker.log())
          .isEqualTo(4);
      assertThat(batches(databases)).containsAll(before);
      assertThat(databases.modernRows("select action, run from crosswalk.audit"))
          .containsExactly("start --resume|" + id);
      assertExact(databases, calm);
      assertThat(crosswalk(databases, "start", "--resume", id)).isEqualTo(3);
      assertThat(err).contains("run.exists", "has reached its end: completed with rejects");
    }
  }

  @Test
  void aRunGoesOnWithAnotherWorkerOnAnEmptyTemporal() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all")) {
      databases.modern(SLOW);
      String id = unique("moved");
      try (TemporalServer gone = TemporalServer.real();
          WorkerFork doomed = new WorkerFork(databases, gone.address)) {
        start(gone, id, 50, 500, 2);
        awaitOrders(databases);
        doomed.kill();
      }
      List<String> before = batches(databases);
      assertThat(crosswalk(databases, "status")).as(err).isZero();
      assertThat(out).contains("owner lost", "crosswalk start --resume " + id);
      databases.modern("drop trigger slow on orders");
      try (WorkerFork worker = new WorkerFork(databases, temporal.address)) {
        assertThat(crosswalk(databases, "start", "--resume", id, "--wait"))
            .as(err + worker.log())
            .isEqualTo(4);
      }
      assertThat(batches(databases)).containsAll(before);
      assertExact(databases, calm);
    }
  }

  @Test
  void aLostRunIsEndedWithoutAWorkerAndMayGoOnAllTheSame() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all")) {
      databases.modern(SLOW);
      String id = unique("ended");
      try (WorkerFork doomed = new WorkerFork(databases, temporal.address)) {
        WorkflowStub run = start(temporal, id, 50, 500, 2);
        awaitOrders(databases);
        doomed.kill();
        run.terminate("enough");
      }
      assertThat(crosswalk(databases, "abort", id, "--reason", "no server any more"))
          .as(err)
          .isZero();
      assertThat(out).contains("aborted", "crosswalk start --resume " + id);
      assertThat(
              databases.modernRows(
                  "select r.status, r.reason, r.ended_at is null, a.action"
                      + " from crosswalk.run r join crosswalk.audit a on a.run = r.run"))
          .containsExactly("aborted|no server any more|f|abort");
      assertThat(databases.modernRows("select status from crosswalk.entity where entity='orders'"))
          .containsExactly("failed");
      assertThat(crosswalk(databases, "abort", id)).isEqualTo(2);
      assertThat(err).contains("run '" + id + "' is over: aborted");

      databases.modern("drop trigger slow on orders");
      try (WorkerFork worker = new WorkerFork(databases, temporal.address)) {
        assertThat(crosswalk(databases, "start", "--resume", id, "--wait"))
            .as(err + worker.log())
            .isEqualTo(4);
      }
      assertExact(databases, calm);
    }
  }

  @Test
  void aCancelWhileTheRunPreparesLeavesTheTargetFree() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.02", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      WorkflowStub run;
      try (Connection rival =
              DriverManager.getConnection(databases.modernOwner().jdbcUrl(), "postgres", "");
          Statement statement = rival.createStatement()) {
        rival.setAutoCommit(false);
        statement.execute("lock table crosswalk.run in access exclusive mode");
        String id = unique("early");
        run = start(temporal, id, 50, 500, 1);
        await(
            "the preflight to wait",
            () ->
                !databases
                    .modernRows(
                        "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and usename = 'crosswalk_test_loader'")
                    .isEmpty());
        run.cancel();
        await("the preflight to stop", () -> withdraws(id));
        rival.rollback();
      }
      assertThatThrownBy(() -> result(run))
          .as(worker.log())
          .isInstanceOf(WorkflowFailedException.class)
          .hasCauseInstanceOf(CanceledFailure.class);
      assertThat(databases.modernRows("select run from crosswalk.run where ended_at is null"))
          .isEmpty();
      assertThat(result(start(temporal, unique("next"), 200, 500, 2)).get("status").asText())
          .isEqualTo("completed_with_rejects");
    }
  }

  private boolean withdraws(String id) {
    return temporal.client.fetchHistory(id).getEvents().stream()
        .anyMatch(
            event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals("Withdraw"));
  }

  /** The new execution owns what the old one did, and the ledger knows what is done. */
  @Test
  void aResetWritesNothingTwiceAndARunThatIsOverDoesNotBeginAgain() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.modern(SLOW);
      String id = unique("reset");
      start(temporal, id, 50, 500, 2);
      awaitOrders(databases);
      reset(id);
      databases.modern("drop trigger slow on orders");
      WorkflowStub anew = temporal.client.newUntypedWorkflowStub(id);
      assertThat(result(anew).get("status").asText())
          .as(worker.log())
          .isEqualTo("completed_with_rejects");
      assertExact(databases, calm);

      reset(id);
      assertThatThrownBy(() -> result(temporal.client.newUntypedWorkflowStub(id)))
          .rootCause()
          .hasMessageContaining("run '" + id + "' has been there before and is over");
      assertThat(Contents.of(databases)).isEqualTo(calm);
      assertThat(databases.modernRows("select status from crosswalk.run"))
          .containsExactly("completed_with_rejects");
    }
  }

  /** Back to the first thing that the workflow did. */
  private void reset(String id) {
    long first =
        temporal.client.fetchHistory(id).getEvents().stream()
            .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
            .mapToLong(HistoryEvent::getEventId)
            .findFirst()
            .orElseThrow();
    temporal
        .client
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                .setReason("test")
                .setWorkflowTaskFinishEventId(first)
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }
}

package dev.crosswalk.endtoend;

import static dev.crosswalk.endtoend.EndToEndSuite.assertExact;
import static dev.crosswalk.endtoend.EndToEndSuite.await;
import static dev.crosswalk.endtoend.EndToEndSuite.result;
import static dev.crosswalk.endtoend.EndToEndSuite.rows;
import static dev.crosswalk.endtoend.EndToEndSuite.start;
import static dev.crosswalk.endtoend.EndToEndSuite.undisturbed;
import static dev.crosswalk.endtoend.EndToEndSuite.unique;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.copy.ChunkCopier;
import dev.crosswalk.copy.EntityPlanner;
import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.database.Databases;
import dev.crosswalk.testing.Relay;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.workflows.EntityActivities;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Several worker processes serve one run; any of them may end, freeze or be the wrong one. */
@EnabledIfEnvironmentVariable(
    named = TemporalServer.CLI,
    matches = ".+",
    disabledReason = "no temporal command line: .ci/temporal installs one and says where")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIGTERM_EXIT = 143;

  /** How long no count of a paused run may move. */
  private static final Duration STILL =
      Duration.ofSeconds(Integer.getInteger("crosswalk.still.seconds", 3));

  private static final String SLOW =
      "create function slow() returns trigger language plpgsql as"
          + " $$ begin perform pg_sleep(0.02); return new; end $$;"
          + "create trigger slow before insert on orders for each row execute function slow()";

  /** With them, orders may compete for a number, and would go one chunk after the other. */
  private static final String ALONE =
      "alter table orders drop constraint orders_order_number_key,"
          + " drop constraint orders_practice_id_order_number_key";

  /** More than what is under way between source and worker. */
  private static final String LARGE =
      "update dispatch_instruction set notes = repeat('long ', 800)";

  private final TemporalServer temporal = TemporalServer.real();

  @AfterAll
  void stop() throws IOException {
    temporal.close();
  }

  private WorkerFork worker(TestDatabases databases) {
    return new WorkerFork(databases.reader(), databases.loader(), temporal.address, 1);
  }

  /** The processes that have chunks of orders in flight. */
  private Set<Long> writers(String run) {
    return temporal
        .client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(
                    WorkflowExecution.newBuilder().setWorkflowId(run + "/tertiary/orders"))
                .build())
        .getPendingActivitiesList()
        .stream()
        .map(PendingActivityInfo::getLastWorkerIdentity)
        .filter(identity -> identity.contains("@"))
        .map(WorkersTest::pid)
        .collect(toCollection(TreeSet::new));
  }

  private static Long pid(String identity) {
    return Long.valueOf(identity.substring(0, identity.indexOf('@')));
  }

  private List<HistoryEvent> starts(String run) {
    return temporal.client.fetchHistory(run + "/tertiary/orders").getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .toList();
  }

  @Test
  void twoWorkersShareTheChunksAndOneThatIsToldToEndHandsItsOwnOver() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork leaving = worker(databases);
        WorkerFork staying = worker(databases)) {
      databases.modern(SLOW);
      databases.modern(ALONE);
      String id = unique("shared");
      // More chunks in flight than one worker takes: one has five slots.
      WorkflowStub run = start(temporal, id, 20, 250, 8);
      await("orders in the middle", () -> rows(databases, "orders") >= 200);
      await("both to write", () -> writers(id).equals(Set.of(leaving.pid(), staying.pid())));

      Instant told = Instant.now();
      int code = leaving.terminate();
      Duration grace = Duration.between(told, Instant.now());
      assertThat(code).as(leaving.log()).isIn(0, SIGTERM_EXIT);
      await("its chunks to go on", () -> writers(id).equals(Set.of(staying.pid())));
      System.err.printf(
          "SIGTERM: ended with %d after %d ms, chunks handed over after %d ms%n",
          code, grace.toMillis(), Duration.between(told, Instant.now()).toMillis());
      databases.modern("drop trigger slow on orders");

      assertThat(result(run).get("status").asText())
          .as(staying.log())
          .isEqualTo("completed_with_rejects");
      assertThat(starts(id))
          .anySatisfy(
              event ->
                  assertThat(event.getActivityTaskStartedEventAttributes().getAttempt())
                      .isGreaterThan(1))
          .allSatisfy(
              event ->
                  assertThat(
                          event
                              .getActivityTaskStartedEventAttributes()
                              .getLastFailure()
                              .hasTimeoutFailureInfo())
                      .as("handed over, not found missing")
                      .isFalse());
      assertExact(databases, calm);
    }
  }

  /** From the loss of the worker that writes until the next row is in the target. */
  private static void untilTheNextRow(String lost, TestDatabases databases, Instant since)
      throws InterruptedException {
    long standing = rows(databases, "orders");
    await("rows of another worker", () -> rows(databases, "orders") > standing);
    System.err.printf(
        "%s: next row %d ms later%n", lost, Duration.between(since, Instant.now()).toMillis());
  }

  @Test
  void whatAKilledWorkerWroteGoesOnInTheOtherOneAndThenInOneThatIsStartedAnew() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork first = worker(databases);
        WorkerFork second = worker(databases)) {
      databases.modern(SLOW);
      String id = unique("killed");
      WorkflowStub run = start(temporal, id, 20, 5000, 1);
      await("orders in the middle", () -> rows(databases, "orders") >= 100);
      await("one to write", () -> writers(id).size() == 1);
      WorkerFork writer = writers(id).contains(first.pid()) ? first : second;
      WorkerFork other = writer == first ? second : first;
      writer.kill();
      untilTheNextRow("killed, another one there", databases, Instant.now());

      other.kill();
      Instant killed = Instant.now();
      try (WorkerFork third = worker(databases)) {
        untilTheNextRow("killed, another one started at once", databases, killed);
        databases.modern("drop trigger slow on orders");
        assertThat(result(run).get("status").asText())
            .as(third.log())
            .isEqualTo("completed_with_rejects");
      }
      assertExact(databases, calm);
    }
  }

  /** Its heartbeats are missed, and another process has its chunk when it thaws. */
  @Test
  void aWorkerThatIsFrozenUntilItsHeartbeatsAreMissedWritesNothingMore() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork first = worker(databases);
        WorkerFork second = worker(databases)) {
      databases.modern(SLOW);
      String id = unique("thawed");
      WorkflowStub run = start(temporal, id, 20, 5000, 1);
      await("orders in the middle", () -> rows(databases, "orders") >= 100);
      await("one to write", () -> writers(id).size() == 1);
      WorkerFork frozen = writers(id).contains(first.pid()) ? first : second;
      frozen.signal("STOP");
      try {
        untilTheNextRow("frozen", databases, Instant.now());
      } finally {
        frozen.signal("CONT");
      }
      long standing = rows(databases, "orders");
      await("rows after the thaw", () -> rows(databases, "orders") >= standing + 60);
      databases.modern("drop trigger slow on orders");

      assertThat(result(run).get("status").asText())
          .as(frozen.log())
          .isEqualTo("completed_with_rejects");
      assertExact(databases, calm);
    }
  }

  /** A batch of the default size takes a minute here: a pause undoes it, and does not wait. */
  @Test
  void aPauseStopsInTheMiddleOfABatch() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork worker = worker(databases)) {
      databases.modern(SLOW);
      String id = unique("still");
      WorkflowStub run =
          temporal.client.newUntypedWorkflowStub(
              "MigrationWorkflow",
              WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue("crosswalk").build());
      run.start(JSON.createObjectNode().put("plan", "core"));
      await(
          "orders to be merged",
          () ->
              !databases
                  .modernRows(
                      "select pid from pg_stat_activity where wait_event = 'PgSleep'"
                          + " and usename = 'crosswalk_test_loader'")
                  .isEmpty());
      Instant asked = Instant.now();
      JsonNode paused = run.update("pause", JsonNode.class, JSON.createObjectNode());
      System.err.printf(
          "pause: standstill after %d ms%n", Duration.between(asked, Instant.now()).toMillis());
      assertThat(paused.get("status").asText()).as(worker.log()).isEqualTo("paused");
      String books = "select entity, rows, percent from crosswalk.progress order by 1";
      List<String> standing = databases.modernRows(books);
      Thread.sleep(STILL.toMillis());
      assertThat(rows(databases, "orders")).isZero();
      assertThat(databases.modernRows(books)).isEqualTo(standing);
      run.update("abort", JsonNode.class, JSON.createObjectNode());
    }
  }

  /**
   * It waits for its next batch until the other one has written all of them, and its heartbeats go
   * on, so that nobody tells it of the loss: its first act is to write. Only the fence is between
   * it and the target.
   */
  @Test
  void aWorkerThatKnowsNothingOfItsLossWritesNothing() throws Exception {
    TestDatabases same = new TestDatabases().builtIn("0.1", "all");
    same.legacy(LARGE);
    List<String> calm = undisturbed(same);
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        Relay source = new Relay(databases.reader());
        Rival rival = new Rival(databases.pools());
        WorkerFork held =
            new WorkerFork(
                source.endpoint(databases.reader()), databases.loader(), temporal.address, 1)) {
      databases.legacy(LARGE);
      databases.modern(SLOW);
      String id = unique("held");
      WorkflowStub run = start(temporal, id, 20, 5000, 1);
      await("orders in the middle", () -> rows(databases, "orders") >= 100);
      source.hold();
      await("the writer to wait for the source", () -> idle(databases));
      String target = databases.modernValue("select target_fingerprint from crosswalk.run");
      String owner = databases.modernValue("select owner_run_id from crosswalk.run");
      EntityActivities.Opened opened = rival.open(id, owner, target);
      databases.modern("drop trigger slow on orders");
      long before = rows(databases, "orders");
      assertThat(rival.copy(id, target, opened)).isPositive();
      long after = rows(databases, "orders");
      source.release();
      await("the held one to be refused", () -> held.log().contains("fence.stale"));

      assertThat(result(run).get("status").asText())
          .as(held.log())
          .isEqualTo("completed_with_rejects");
      assertThat(rows(databases, "orders")).isEqualTo(after);
      assertThat(
              databases.modernRows(
                  "select sum(inserted) from crosswalk.batch where entity = 'orders' and attempt <>"
                      + " "
                      + Rival.ATTEMPT))
          .containsExactly(Long.toString(before));
      assertExact(databases, calm);
    }
  }

  /** Whether the writer has been between two batches for some time, with nothing to write. */
  private static boolean idle(TestDatabases databases) {
    return databases
        .modernRows(
            "select 1 from pg_stat_activity a join crosswalk.chunk c on c.writer_pid = a.pid"
                + " where c.entity = 'orders' and a.state = 'idle'"
                + " and a.state_change < clock_timestamp() - interval '1 second'")
        .equals(List.of("1"));
  }

  /** Another writer, in this process: opens the entity anew and copies its one chunk. */
  private static final class Rival implements AutoCloseable {
    static final int ATTEMPT = 99;

    private final Workplace workplace;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService readers = Executors.newCachedThreadPool();

    Rival(Databases databases) {
      this.workplace = new Workplace(databases);
    }

    EntityActivities.Opened open(String run, String owner, String target) {
      try (Heartbeat heartbeat = new Heartbeat(timer, details -> {}, "test")) {
        return new EntityPlanner(workplace)
            .open(
                new EntityActivities.EntityTask(run, owner, target, "tertiary", "orders", 1),
                heartbeat);
      }
    }

    long copy(String run, String target, EntityActivities.Opened opened) {
      try (Heartbeat heartbeat = new Heartbeat(timer, details -> {}, "test")) {
        return new ChunkCopier(workplace, readers)
            .copy(
                new EntityActivities.ChunkTask(
                    run, target, "orders", 1, opened.chunks(), opened.epoch()),
                ATTEMPT,
                heartbeat)
            .inserted();
      }
    }

    @Override
    public void close() {
      timer.shutdownNow();
      readers.shutdownNow();
    }
  }

  @Test
  void aWorkerOnOtherDatabasesDoesNothingAndTheRightOneDoesItAll() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        TestDatabases others = new TestDatabases().builtIn("0.05", "all");
        WorkerFork right = worker(databases)) {
      databases.modern(SLOW);
      // More chunks than the right one takes: some can only go to the wrong one.
      WorkflowStub run = start(temporal, unique("wrong"), 20, 100, 8);
      await("orders in the middle", () -> rows(databases, "orders") >= 100);
      try (WorkerFork wrong = worker(others)) {
        await("a task for the wrong one", () -> wrong.log().contains("run.wrong_database"));
        databases.modern("drop trigger slow on orders");

        assertThat(result(run).get("status").asText())
            .as(right.log())
            .isEqualTo("completed_with_rejects");
        assertThat(wrong.log()).contains("but this worker is connected to");
      }
      assertThat(others.modernRows("select run from crosswalk.run")).isEmpty();
      assertThat(rows(others, "orders")).isZero();
      assertExact(databases, calm);
    }
  }
}

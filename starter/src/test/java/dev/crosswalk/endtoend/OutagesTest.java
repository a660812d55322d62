package dev.crosswalk.endtoend;

import static dev.crosswalk.endtoend.EndToEndSuite.assertExact;
import static dev.crosswalk.endtoend.EndToEndSuite.await;
import static dev.crosswalk.endtoend.EndToEndSuite.result;
import static dev.crosswalk.endtoend.EndToEndSuite.rows;
import static dev.crosswalk.endtoend.EndToEndSuite.start;
import static dev.crosswalk.endtoend.EndToEndSuite.undisturbed;
import static dev.crosswalk.endtoend.EndToEndSuite.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.testing.Server;
import dev.crosswalk.testing.TestDatabases;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What a run needs goes away in the middle of a chunk, and comes back: it completes by itself. */
@EnabledIfEnvironmentVariable(
    named = TemporalServer.CLI,
    matches = ".+",
    disabledReason = "no temporal command line: .ci/temporal installs one and says where")
class OutagesTest {
  /** Longer than a heartbeat timeout and than a pool's patience; {@code -Plong}: 90 seconds. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("crosswalk.outage.seconds", 12));

  /** Ten milliseconds an order; one of them leaves its session with hardly any time. */
  private static final String SLOW =
      "create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01);"
          + " if new.legacy_instruction_id = (select value from hurry) then"
          + " perform set_config('statement_timeout', '100ms', false); end if;"
          + " return new; end $$;"
          + "create table hurry (value bigint);"
          + "grant select on hurry to public;"
          + "create trigger slow before insert on orders for each row execute function slow()";

  /** More than sockets hold, so that the source is still being read while the target works. */
  private static final String LARGE =
      "update dispatch_instruction set notes = repeat('long ', 4000)";

  /** What stops something, or starts it again. */
  private interface Step {
    void run() throws Exception;
  }

  private static void outage(String what, TestDatabases databases, Step stop, Step start)
      throws Exception {
    long before = rows(databases, "orders");
    await("orders in the middle", () -> rows(databases, "orders") >= before + 60);
    stop.run();
    Thread.sleep(OUTAGE.toMillis());
    start.run();
    Instant back = Instant.now();
    long standing = rows(databases, "orders");
    assertThat(standing).as("orders in the middle").isLessThan(2200);
    await("orders after " + what, () -> rows(databases, "orders") > standing);
    System.err.printf(
        "%s away for %d s: next rows %d ms after its return%n",
        what, OUTAGE.toSeconds(), Duration.between(back, Instant.now()).toMillis());
  }

  private static long failures(WorkerFork worker) {
    return worker.log().lines().filter(line -> line.contains("transient.connectivity")).count();
  }

  @Test
  void aRunOutlivesTheLossOfItsTargetItsSourceAndTemporal(@TempDir Path directory)
      throws Exception {
    TestDatabases same = new TestDatabases().builtIn("0.1", "all");
    same.legacy(LARGE);
    List<String> calm = undisturbed(same);
    Path file = directory.resolve("temporal.db");
    try (Server legacy = Server.stoppable(directory.resolve("legacy"));
        Server modern = Server.stoppable(directory.resolve("modern"));
        TemporalServer temporal = TemporalServer.kept(file);
        TestDatabases databases = new TestDatabases(legacy, modern).builtIn("0.1", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.legacy(LARGE);
      databases.modern(SLOW);
      String id = unique("outages");
      start(temporal, id, 20, 5000, 1);
      outage("target", databases, modern::stop, modern::start);
      assertThat(failures(worker)).as(worker.log()).isPositive();
      long before = failures(worker);
      outage("source", databases, legacy::stop, legacy::start);
      assertThat(failures(worker)).as(worker.log()).isGreaterThan(before);
      outage("Temporal", databases, temporal::kill, () -> temporal.restart(file));
      databases.modern("drop trigger slow on orders");

      assertThat(result(temporal.client.newUntypedWorkflowStub(id)).get("status").asText())
          .as(worker.log())
          .isEqualTo("completed_with_rejects");
      assertThat(worker.log()).doesNotContain("internal.unexpected");
      assertExact(databases, calm);
    }
  }

  @Test
  void aRunOutlivesCutConnectionsADeadlockAndAStatementTimeout() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TemporalServer temporal = TemporalServer.real();
        TestDatabases databases = new TestDatabases().builtIn("0.1", "all");
        WorkerFork worker = new WorkerFork(databases, temporal.address)) {
      databases.modern(SLOW);
      WorkflowStub run = start(temporal, unique("blips"), 20, 500, 1);
      for (int cut = 1; cut <= 2; cut++) {
        long standing = rows(databases, "orders");
        await("orders in the middle", () -> rows(databases, "orders") >= standing + 60);
        databases.modern(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where usename in ('crosswalk_test_loader', 'crosswalk_test_reader')");
      }
      await("the second chunk", () -> rows(databases, "orders") >= 560);
      deadlock(databases);
      await("the third chunk", () -> rows(databases, "orders") >= 1060);
      databases.modern("insert into hurry select max(legacy_instruction_id) + 100 from orders");
      await("a statement timeout", () -> worker.log().contains("transient.timeout"));
      databases.modern("drop trigger slow on orders");

      assertThat(result(run).get("status").asText())
          .as(worker.log())
          .isEqualTo("completed_with_rejects");
      assertThat(worker.log())
          .contains("transient.connectivity", "transient.contention", "SQLSTATE 40P01")
          .doesNotContain("internal.unexpected");
      assertExact(databases, calm);
    }
  }

  /** The writer holds its chunk and wants the patients; this holds the patients and wants it. */
  private static void deadlock(TestDatabases databases) throws Exception {
    try (Connection rival =
            DriverManager.getConnection(databases.modernOwner().jdbcUrl(), "postgres", "");
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      statement.execute("set deadlock_timeout = '1min'"); // the writer looks first, and gives way
      statement.execute("select from patients for update");
      await(
          "the writer to wait",
          () ->
              !databases
                  .modernRows(
                      "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                          + " and usename = 'crosswalk_test_loader'")
                  .isEmpty());
      statement.execute("select from crosswalk.chunk where entity = 'orders' for update");
      rival.rollback();
    }
  }
}

package dev.crosswalk.starter.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.starter.display.RunProgress;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run, and a worker of it that is held at a point: what a fault is done to. For one thread. */
final class Scene {
  /** Longer than the heartbeat timeout of five seconds, and time for another attempt. */
  private static final int ANOTHER_ATTEMPT_SECONDS = 15;

  private static final int ANSWER_SECONDS = 60;

  private final ChaosPlace place;
  private final String target;
  private final WorkflowStub run;
  private final HeldWorker held;
  private final FaultPoint point;
  private final int parallelism;
  private final List<HeldWorker> workers = new ArrayList<>();

  Scene(
      ChaosPlace place,
      String target,
      WorkflowStub run,
      HeldWorker held,
      FaultPoint point,
      int parallelism) {
    this.place = place;
    this.target = target;
    this.run = run;
    this.held = held;
    this.point = point;
    this.parallelism = parallelism;
    workers.add(held);
  }

  /** All that have worked, also those that were killed. */
  List<HeldWorker> workers() {
    return workers;
  }

  private HeldWorker another(int when) {
    HeldWorker worker = place.worker(target, point, when, parallelism);
    workers.add(worker);
    return worker;
  }

  /** Another one, of which it is known that it asks for work. */
  private HeldWorker serving(int when) throws InterruptedException {
    HeldWorker worker = another(when);
    for (int waited = 0; waited < ANSWER_SECONDS * 10 && !worker.serves(); waited++) {
      sleep(100);
    }
    return worker;
  }

  private static void sleep(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  // Processes

  void kill() {
    held.kill();
    another(0);
  }

  void terminate() throws InterruptedException {
    held.signal("TERM");
    held.release();
    another(0);
    if (!held.ends(30)) {
      throw new Deviation("the worker did not end within 30 s of SIGTERM");
    }
  }

  /** Both attempts are let go at one point, the older one first. */
  void freeze() throws InterruptedException {
    HeldWorker other =
        serving(1); // first: frozen for ten seconds, a worker ends its attempt itself
    held.signal("STOP");
    held.release();
    for (int waited = 0; waited < ANOTHER_ATTEMPT_SECONDS * 10 && !other.holds(); waited++) {
      sleep(100);
    }
    held.signal("CONT");
    sleep(300);
    other.release();
  }

  void killTemporal() throws InterruptedException {
    place.temporal().kill();
    held.release();
    sleep(500);
    place.temporal().restart();
  }

  void crashTarget() {
    place.crashTarget(target);
    held.release();
  }

  void crashSource() {
    place.crashSource();
    held.release();
  }

  // Databases

  void cutConnections() throws SQLException {
    place.cutConnections(target);
    held.release();
  }

  /** The worker holds its chunk and wants the table; this holds the table and wants the chunk. */
  void deadlock() throws SQLException, InterruptedException {
    try (Connection rival = place.owner(target);
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      statement.execute("set deadlock_timeout = '1min'"); // the worker looks first, and gives way
      lockTable(statement);
      held.release();
      awaitLock(statement);
      statement.execute("select from crosswalk.chunk where not done for update");
      rival.rollback();
    }
  }

  void endStatement() throws SQLException, InterruptedException {
    try (Connection rival = place.owner(target);
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      lockTable(statement);
      held.release();
      awaitLock(statement);
      statement.execute("select pg_cancel_backend(pid) from (" + WAITING + ") waiting");
      rival.rollback();
    }
  }

  /** Nobody may be asked at all: when no phase with a backup is left. */
  void fillBackupSpace() throws SQLException, InterruptedException {
    try (Connection owner = place.owner(target);
        Statement statement = owner.createStatement()) {
      statement.execute(
          "create table crosswalk_backup.filler as select repeat('x', 1000)"
              + " from generate_series(1, "
              + ChaosPlace.BACKUP_MEGABYTES * 1024
              + ")");
      held.release();
      boolean asked = awaitQuestion(owner);
      statement.execute("drop table crosswalk_backup.filler");
      if (asked) {
        answer("retry", update("retry", json().put("all", true)));
      }
    }
  }

  /** Whether the run comes to wait for a person, and not to its end. */
  private boolean awaitQuestion(Connection owner) throws SQLException, InterruptedException {
    for (int waited = 0; waited < ANSWER_SECONDS * 10; waited++) {
      RunProgress progress = RunProgress.read(owner, target);
      if (progress.over() || progress.status().equals("awaiting_decision")) {
        return !progress.over();
      }
      sleep(100);
    }
    throw new Deviation("the run went on for " + ANSWER_SECONDS + " s without room for backups");
  }

  private static final String WAITING =
      """
      select pid
      from pg_stat_activity
      where datname = current_database() and usename = 'loader' and wait_event_type = 'Lock'
      """;

  private static void lockTable(Statement statement) throws SQLException {
    statement.execute("lock table " + migrating(statement, "target_table") + " in exclusive mode");
  }

  private static void awaitLock(Statement statement) throws SQLException, InterruptedException {
    for (int waited = 0; waited < 100; waited++) {
      try (ResultSet waiting = statement.executeQuery(WAITING)) {
        if (waiting.next()) {
          return;
        }
      }
      sleep(50);
    }
    throw new Deviation("the worker did not come to wait for its table");
  }

  /** Of the entity that is being loaded. */
  private static String migrating(Statement statement, String column) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select " + column + " from crosswalk.entity where status = 'migrating' order by no")) {
      if (!row.next()) {
        throw new Deviation("no entity is being loaded");
      }
      return row.getString(1);
    }
  }

  private String migrating() throws SQLException {
    try (Connection owner = place.owner(target);
        Statement statement = owner.createStatement()) {
      return migrating(statement, "entity");
    }
  }

  // Commands

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("actor", "crosswalk chaos");
  }

  private CompletableFuture<JsonNode> update(String name, ObjectNode command) {
    return CompletableFuture.supplyAsync(() -> run.update(name, JsonNode.class, command));
  }

  /** The answer, or null when the command came too late for a run that is at its end. */
  private static @Nullable JsonNode answer(String name, CompletableFuture<JsonNode> update)
      throws InterruptedException {
    try {
      return update.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof WorkflowUpdateException) {
        return null;
      }
      throw new Deviation(name + " failed: " + refused.getCause());
    } catch (TimeoutException silent) {
      throw new Deviation(name + " was not answered within " + ANSWER_SECONDS + " s");
    }
  }

  void pause() throws SQLException, InterruptedException {
    CompletableFuture<JsonNode> paused = update("pause", json());
    sleep(300);
    held.release();
    standAndResume(paused);
  }

  private void standAndResume(CompletableFuture<JsonNode> paused)
      throws SQLException, InterruptedException {
    if (answer("pause", paused) == null) {
      return;
    }
    String before = counts();
    sleep(1000);
    String after = counts();
    if (!before.equals(after)) {
      throw new Deviation("counts moved while the run was paused: " + before + ", " + after);
    }
    answer("resume", update("resume", json()));
  }

  private String counts() throws SQLException {
    try (Connection owner = place.owner(target);
        Statement statement = owner.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) || ' batches, ' || coalesce(sum(read), 0) || ' rows'"
                    + " from crosswalk.batch")) {
      row.next();
      return row.getString(1);
    }
  }

  void pauseThenResume() {
    run.signal("pause", json());
    run.signal("resume", json());
    held.release();
  }

  void pauseInBackOff() throws SQLException, InterruptedException {
    cutConnections();
    sleep(300);
    standAndResume(update("pause", json()));
  }

  void skip() throws SQLException, InterruptedException {
    CompletableFuture<JsonNode> skipped = update("skip", skipping());
    sleep(300);
    held.release();
    answer("skip", skipped);
  }

  private ObjectNode skipping() throws SQLException {
    return json().put("entity", migrating()).put("written", "roll_back");
  }

  void skipWhilePausing() throws SQLException, InterruptedException {
    ObjectNode skip = skipping();
    CompletableFuture<JsonNode> paused = update("pause", json());
    sleep(200);
    CompletableFuture<JsonNode> skipped = update("skip", skip);
    sleep(200);
    held.release();
    answer("pause", paused);
    CompletableFuture<JsonNode> resumed = update("resume", json());
    answer("resume", resumed);
    answer("skip", skipped);
  }

  void rollBackFrozen() throws SQLException, InterruptedException {
    String entity = migrating();
    serving(0);
    held.signal("STOP");
    held.release();
    JsonNode answer = answer("rollback", update("rollback", json().put("entity", entity)));
    held.signal("CONT");
    sleep(500);
    if (answer != null) {
      answer("retry", update("retry", json().put("all", true)));
    }
  }

  void abort() throws InterruptedException {
    CompletableFuture<JsonNode> aborted = update("abort", json());
    sleep(300);
    held.release();
    answer("abort", aborted);
  }

  void cancel() throws InterruptedException {
    run.cancel();
    sleep(300);
    held.release();
  }
}

package dev.crosswalk.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.Resumption.Claim;
import dev.crosswalk.ledger.Resumption.Standing;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.RunActivities;
import dev.crosswalk.workflows.RunRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is gone on with by one workflow, and by the plan that it began with. */
class ResumptionTest {
  private static final RunRequest REQUEST =
      new RunRequest(
          "test",
          "one",
          3,
          10,
          100,
          new RunRequest.Selection(List.of("floor"), List.of(), List.of(), List.of("x"), true),
          true,
          false);

  @TempDir private Path directory;
  private TestDatabases databases;
  private Databases pools;
  private CompiledPlan plan;

  private CompiledPlan plan(String rooms) {
    return new TestLibrary(directory)
        .entity(entity("clinics", "c.name"))
        .entity(entity("rooms", rooms))
        .file(
            "plans/test.yaml",
            """
            plan: test
            description: What a test loads.
            phases:
              - phase: ground
                entities: [clinics]
              - phase: floor
                entities: [rooms]
            """)
        .library()
        .compile("test");
  }

  private static String entity(String name, String from) {
    return """
    entity: %1$s
    description: d
    sources: [{ table: %1$s_old c, key: c.id }]
    target: { table: %1$s, conflict: { key: [legacy_id] } }
    columns:
      - legacy_id: { from: c.id, phi: none }
      - name: { from: %2$s, phi: none }
    """
        .formatted(name, from);
  }

  @BeforeEach
  void begin() throws SQLException {
    databases = new TestDatabases().of("select 1", "select 1");
    pools = databases.pools();
    plan = plan("c.name");
    begin("one");
    databases.modern(
        """
        update crosswalk.run set status = 'executing';
        update crosswalk.phase set status = 'completed' where phase = 'ground';
        update crosswalk.phase set status = 'in_progress' where phase = 'floor';
        insert into crosswalk.chunk (run, entity, no, source_table, to_key, epoch, done)
        values ('one', 'clinics', 1, 'clinics_old', '9', 1, true),
          ('one', 'rooms', 1, 'rooms_old', '9', 1, true),
          ('one', 'rooms', 2, 'rooms_old', '99', 1, false);
        """);
  }

  @AfterEach
  void drop() {
    databases.close();
  }

  private void begin(String run) throws SQLException {
    String body = Library.store(plan);
    try (Connection target = pools.target()) {
      target.setAutoCommit(false);
      RunLedger ledger = new RunLedger(target, run);
      ledger.storePlan(Library.digest(body), "test", body);
      ledger.take(
          plan, new RunLedger.Settings(Library.digest(body), 10, 100, "s", "t", run, "gone", null));
      ledger.keep(REQUEST);
      target.commit();
    }
  }

  private <T> T inLedger(Function<Resumption, T> work) throws SQLException {
    try (Connection target = pools.target()) {
      target.setAutoCommit(false);
      try {
        T result = work.apply(new Resumption(target, "one"));
        target.commit();
        return result;
      } finally {
        target.rollback();
      }
    }
  }

  private List<String> take(CompiledPlan with, Claim claim) throws SQLException {
    return inLedger(run -> run.take(with, claim));
  }

  private Claim claim(boolean accept) throws SQLException {
    return new Claim(inLedger(Resumption::standing), "one", "new", "s", "t", accept);
  }

  private void refused(ErrorCode code, CompiledPlan with, Claim claim, String... words) {
    List<String> before = state();
    assertThatThrownBy(() -> take(with, claim))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
    assertThat(state()).isEqualTo(before);
  }

  private List<String> state() {
    return databases.modernRows(
        "select run, workflow_id, owner_run_id, status, digest, ended_at from crosswalk.run"
            + " order by run");
  }

  @Test
  void theSamePlanGoesOn() throws Exception {
    Claim claim = claim(false);
    inRun(ledger -> assertThat(ledger.request()).isEqualTo(REQUEST));
    List<String> taken = take(plan, claim);

    assertThat(taken).containsExactly("rooms");
    assertThat(databases.modernRows("select owner_run_id, status from crosswalk.run"))
        .containsExactly("new|preparing");
    assertThat(take(plan, claim)).as("the answer may have been lost").isEqualTo(taken);
    assertThat(databases.modernRows("select phase, status from crosswalk.phase order by no"))
        .containsExactly("ground|completed", "floor|in_progress");
  }

  @Test
  void ofTwoWhoSawTheSameOnlyOneTakesIt() throws Exception {
    Standing seen = inLedger(Resumption::standing);
    take(plan, new Claim(seen, "one", "first", "s", "t", false));

    refused(
        ErrorCode.RUN_BUSY,
        plan,
        new Claim(seen, "one", "second", "s", "t", false),
        "was taken over by workflow 'one'");
  }

  @Test
  void anotherPlanIsRefusedWithItsDifferencesUnlessAccepted() throws Exception {
    CompiledPlan other = plan("c.title");
    refused(
        ErrorCode.PLAN_CHANGED,
        other,
        claim(false),
        "entities/rooms.yaml: column 'name': from",
        "crosswalk abort one\n  crosswalk rollback one --phase floor --yes\n"
            + "  crosswalk start --resume one --accept");
    refused(
        ErrorCode.PLAN_CHANGED,
        other,
        claim(true),
        "began with another plan",
        "crosswalk rollback one --phase floor --yes");

    databases.modern("update crosswalk.phase set status = 'rolled_back' where phase = 'floor'");
    refused(ErrorCode.PLAN_CHANGED, other, claim(false), "Nothing that was loaded depends on it");
    Claim claim = claim(true);
    take(other, claim);
    take(other, claim);
    assertThat(inLedger(Resumption::standing).digest())
        .isEqualTo(Library.digest(Library.store(other)));
  }

  @Test
  void whatThePlanHasNoMoreIsLeftOut() throws Exception {
    databases.modern("update crosswalk.phase set status = 'pending' where phase = 'floor'");
    CompiledPlan less =
        new TestLibrary(directory)
            .entity(entity("clinics", "c.name"))
            .file(
                "plans/test.yaml",
                """
                plan: test
                description: What a test loads.
                phases:
                  - phase: ground
                    entities: [clinics]
                """)
            .library()
            .compile("test");
    take(less, claim(true));

    assertThat(databases.modernRows("select entity, status from crosswalk.entity order by no"))
        .containsExactly("clinics|pending", "rooms|skipped");
    assertThat(databases.modernRows("select phase, status from crosswalk.phase order by no"))
        .containsExactly("ground|completed", "floor|skipped");
  }

  @Test
  void aRunGoesOnUnderItsWorkflowIdOnly() throws Exception {
    refused(
        ErrorCode.INPUT,
        plan,
        new Claim(inLedger(Resumption::standing), "another", "new", "s", "t", false),
        "is that of workflow 'one'",
        "crosswalk start --resume one");
  }

  @Test
  void whoHasLostTheRunWritesNothingMore() throws Exception {
    take(plan, claim(false));
    for (String phase : new String[] {null, "floor"}) {
      assertThatThrownBy(() -> inRun(ledger -> ledger.status(change("gone", phase))))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STALE));
    }
    assertThatThrownBy(() -> inRun(ledger -> ledger.end("gone", "completed", null)))
        .hasMessageContaining("another workflow has taken it over");
    inRun(ledger -> ledger.withdraw("gone", "cancelled"));
    assertThat(state()).singleElement().asString().contains("one|one|new|preparing", "|null");

    inRun(ledger -> ledger.status(change("new", null)));
    inRun(ledger -> ledger.withdraw("new", "cancelled"));
    assertThat(databases.modernRows("select status, reason from crosswalk.run"))
        .containsExactly("aborted|cancelled");
    inRun(ledger -> assertThat(ledger.end("new", "completed", null)).isEqualTo("aborted"));
  }

  private static RunActivities.StatusChange change(String owner, @Nullable String phase) {
    return new RunActivities.StatusChange(
        "one", owner, "t", phase, null, phase == null ? "paused" : "completed", null, null);
  }

  private void inRun(Consumer<RunLedger> work) throws SQLException {
    try (Connection target = pools.target()) {
      target.setAutoCommit(false);
      try {
        work.accept(new RunLedger(target, "one"));
        target.commit();
      } finally {
        target.rollback();
      }
    }
  }

  @Test
  void aLostRunIsEndedWithoutAWorkflow() throws Exception {
    databases.modern("update crosswalk.entity set status = 'migrating' where entity = 'rooms'");
    Standing seen = inLedger(Resumption::standing);
    List<String> open = inLedger(run -> run.abandon(seen, "the server is gone"));
    assertThat(open).containsExactly("rooms");

    assertThat(databases.modernRows("select status, reason, ended_at is null from crosswalk.run"))
        .containsExactly("aborted|the server is gone|f");
    assertThat(databases.modernRows("select entity, status from crosswalk.entity order by no"))
        .containsExactly("clinics|pending", "rooms|failed");
    assertThat(databases.modernRows("select status from crosswalk.phase where phase = 'floor'"))
        .containsExactly("failed");
    assertThatThrownBy(() -> inLedger(run -> run.abandon(seen, "again")))
        .hasMessageContaining("run 'one' is over: aborted");
    take(plan, claim(false));
    assertThatThrownBy(() -> inLedger(run -> run.abandon(seen, "again")))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RUN_BUSY));
  }

  @Test
  void onlyWhatCanGoOnIsResumed() throws Exception {
    refused(
        ErrorCode.WRONG_DATABASE,
        plan,
        new Claim(inLedger(Resumption::standing), "one", "new", "other", "t", false),
        "began with other databases");

    databases.modern("update crosswalk.run set ended_at = now(), status = 'completed'");
    refused(ErrorCode.RUN_EXISTS, plan, claim(false), "has reached its end: completed");

    databases.modern("update crosswalk.run set status = 'aborted'");
    begin("two");
    refused(ErrorCode.RUN_BUSY, plan, claim(false), "belongs to another one");
    databases.modern(
        "update crosswalk.run set ended_at = now(), status = 'failed' where run = 'two'");
    databases.modern(
        "update crosswalk.run set replay_workflow_id = 'one/rollback', replay_run_id = 'r'"
            + " where run = 'one'");
    refused(ErrorCode.RUN_BUSY, plan, claim(false), "workflow 'one/rollback'");
    databases.modern("update crosswalk.run set replay_workflow_id = null where run = 'one'");
    assertThat(take(plan, claim(false))).containsExactly("rooms");
    assertThat(databases.modernRows("select ended_at from crosswalk.run where run = 'one'"))
        .containsExactly("null");
  }
}

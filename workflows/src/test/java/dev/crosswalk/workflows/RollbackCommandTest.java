package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Phase.GateAfter;
import io.temporal.api.enums.v1.EventType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a living run has written is undone by its command, and loaded again by another one. */
class RollbackCommandTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  private static CompletableFuture<RollbackWorkflow.Result> later(Run run, String command) {
    return run.later("rollback", command, RollbackWorkflow.Result.class);
  }

  private static RollbackWorkflow.Result rollback(Run run, String command) throws Exception {
    return later(run, command).get(20, TimeUnit.SECONDS);
  }

  @Test
  void aPhaseIsRolledBackInReverseOrderAndLoadedAgain() throws Exception {
    ledger
        .phase("all", true, GateAfter.PHASE, table("parents", 1), table("children", 2, "parents"))
        .script
        .failChecks("children", "counts");
    Run run = server.serve(ledger).start();
    run.awaitEntity("children", "failed");

    RollbackWorkflow.Result result =
        rollback(run, "{\"phase\":\"all\",\"reason\":\"wrong source\",\"actor\":\"ann\"}");

    assertThat(result.status()).isEqualTo("rolled_back");
    assertThat(result.steps())
        .extracting(RollbackWorkflow.Step::entity, RollbackWorkflow.Step::status)
        .containsExactly(tuple("children", "rolled_back"), tuple("parents", "rolled_back"));
    assertThat(run.status().status()).isEqualTo("awaiting_decision");
    assertThat(run.status().waiting())
        .isEqualTo("parents was rolled back by a person: wrong source");
    assertThat(run.status().next()).contains("--name retry --input '{\"entity\":\"parents\"}'");
    assertThat(ledger.events("begin ")).containsExactly("begin children", "begin parents");
    assertThat(ledger.events("audit"))
        .containsExactly("audit rollback of phase all by ann: wrong source");

    RunStatus retried = run.update("retry", "{\"phase\":\"all\"}");
    assertThat(retried.entities())
        .extracting(RunStatus.EntityStatus::status)
        .doesNotContain("rolled_back");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence("prove parents", "reset parents", "open parents");
    assertThat(ledger.events("copied")).hasSize(6);
    assertThat(run.history())
        .filteredOn(
            event ->
                event
                    .getStartChildWorkflowExecutionInitiatedEventAttributes()
                    .getWorkflowId()
                    .equals("run-1/rollback"))
        .hasSize(1);
  }

  @Test
  void whatWaitsForAnEntityThatIsRolledBackIsNamed() throws Exception {
    ledger
        .serial("first", table("parents", 1))
        .serial("second", table("orders", 1), table("children", 1, "parents"));
    Script.Hold hold = ledger.script.hold("copy orders 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    RollbackWorkflow.Result result = rollback(run, "{\"entity\":\"parents\"}");
    assertThat(result.waiting()).containsExactly("children");
    hold.release();
    run.awaitEntity("orders", "validated");
    assertThat(run.entity("children").why()).isEqualTo("waits for parents, which was rolled back");
    assertThat(run.status().status()).isEqualTo("awaiting_decision");
    Eventually.nothing();
    assertThat(ledger.events("open children")).isEmpty();

    run.update("retry", "{\"entity\":\"parents\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence("reset parents", "gated parents", "open children");
    assertThat(ledger.recorded("phase first"))
        .containsExactly("in_progress", "completed", "in_progress", "completed");
  }

  @Test
  void aRunningEntityIsStoppedAndRolledBack() throws Exception {
    ledger.serial("all", table("tasks", 3), table("orders", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 2");
    Run run = server.serve(ledger).start();
    hold.reached();
    ledger.awaitCopied("tasks", 2);

    RollbackWorkflow.Result result = rollback(run, "{\"entity\":\"tasks\"}");
    assertThat(result.status()).isEqualTo("rolled_back");
    assertThat(ledger.events())
        .containsSubsequence("stopped tasks 2", "halt tasks", "begin tasks", "prove tasks");

    hold.release();
    run.awaitEntity("orders", "validated");
    run.update("skip", "{\"entity\":\"tasks\",\"reason\":\"not needed\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("tasks").status()).isEqualTo("skipped");
  }

  @Test
  void whatIsInTheWayIsToldAndTheEntityGoesOn() throws Exception {
    ledger
        .serial("all", table("tasks", 2))
        .block("tasks", ErrorCode.EDITED)
        .script
        .fail("close tasks", ErrorCode.ACCESS, "may not");
    Run run = server.serve(ledger).start();
    run.awaitEntity("tasks", "failed");

    RollbackWorkflow.Result rehearsed = rollback(run, "{\"entity\":\"tasks\",\"rehearse\":true}");
    assertThat(rehearsed.status()).isEqualTo("rehearsed");
    assertThat(rehearsed.blockers())
        .extracting(RollbackActivities.Blocker::code, RollbackActivities.Blocker::rows)
        .containsExactly(tuple("rollback.edited", 3L));
    RollbackWorkflow.Result refused = rollback(run, "{\"entity\":\"tasks\"}");
    assertThat(refused.status()).isEqualTo("refused");
    assertThat(refused.code()).isEqualTo("rollback.edited");
    assertThat(run.entity("tasks").status()).isEqualTo("failed");
    assertThat(ledger.events("begin ")).isEmpty();

    assertThat(rollback(run, "{\"all\":true,\"discard_edits\":true}").status())
        .isEqualTo("rolled_back");
    run.update("retry", "{\"all\":true}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void whatIsHalfUndoneIsNotLoadedBeforeItsRollbackIsOver() throws Exception {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("close tasks", ErrorCode.ACCESS, "may not")
        .fail("undo tasks", ErrorCode.EDITED, "1 row was written since")
        .fail("undo tasks", ErrorCode.STALE, "another one has it");
    Run run = server.serve(ledger).start();
    run.awaitEntity("tasks", "failed");

    RollbackWorkflow.Result half = rollback(run, "{\"entity\":\"tasks\"}");
    assertThat(half.status()).isEqualTo("unfinished");
    assertThat(run.entity("tasks").status()).isEqualTo("rolling_back");
    assertThat(run.status().status()).isEqualTo("awaiting_decision");
    assertThat(run.status().next()).contains("--name rollback");
    assertThat(run.refused("retry", Run.json("{\"entity\":\"tasks\"}")))
        .isEqualTo("input.invalid: 'tasks' is half rolled back; roll it back to its end first");

    assertThat(rollback(run, "{\"entity\":\"tasks\"}").status()).isEqualTo("rolled_back");
    assertThat(ledger.events("begin ")).as("opened again when it lost the fence").hasSize(3);
    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aPauseStopsARollbackAndAResumeLetsItGoOn() throws Exception {
    ledger.serial("all", table("tasks", 1)).script.fail("close tasks", ErrorCode.ACCESS, "may not");
    Script.Hold hold = ledger.script.hold("undo tasks");
    Run run = server.serve(ledger).start();
    run.awaitEntity("tasks", "failed");
    CompletableFuture<RollbackWorkflow.Result> result = later(run, "{\"entity\":\"tasks\"}");
    hold.reached();
    Eventually.nothing();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    assertThat(run.entity("tasks").status()).isEqualTo("rolling_back");
    hold.release();
    run.update("resume", "{}");
    assertThat(result.get(20, TimeUnit.SECONDS).status()).isEqualTo("rolled_back");
    run.update("abort", "{}");
    assertThat(run.result().status()).isEqualTo("aborted");
  }

  @Test
  void anAbortEndsARollbackInItsMiddleAndSaysSo() throws Exception {
    ledger.serial("all", table("tasks", 1)).script.fail("close tasks", ErrorCode.ACCESS, "may not");
    Script.Hold hold = ledger.script.hold("undo tasks");
    Run run = server.serve(ledger).start();
    run.awaitEntity("tasks", "failed");
    CompletableFuture<RollbackWorkflow.Result> result = later(run, "{\"entity\":\"tasks\"}");
    hold.reached();
    Eventually.nothing();

    run.update("abort", "{}");
    assertThat(result.get(20, TimeUnit.SECONDS).status()).isEqualTo("unfinished");
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.status("tasks")).isEqualTo("rolling_back");
    assertThat(run.close()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }

  @Test
  void skippedRowsAreTakenBackWhenThatIsAskedFor() {
    ledger.serial("all", table("tasks", 2), table("orders", 1, "tasks"), table("other", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 2");
    Run run = server.serve(ledger).start();
    hold.reached();
    ledger.awaitCopied("tasks", 1);

    RunStatus answer =
        run.update("skip", "{\"entity\":\"tasks\",\"written\":\"roll_back\",\"reason\":\"later\"}");
    assertThat(answer.entities())
        .extracting(RunStatus.EntityStatus::status, RunStatus.EntityStatus::why)
        .contains(
            tuple("skipped", "skipped by a person: later"),
            tuple("blocked", "needs tasks, which was left out"));
    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence("halt tasks", "prove tasks", "record tasks skipped");
  }

  @Test
  void aSkipThatCannotTakeRowsBackLeavesTheEntityFailed() {
    ledger.serial("all", table("tasks", 2)).block("tasks", ErrorCode.DEPENDENTS);
    Script.Hold hold = ledger.script.hold("copy tasks 2");
    Run run = server.serve(ledger).start();
    hold.reached();
    ledger.awaitCopied("tasks", 1);

    RunStatus answer = run.update("skip", "{\"entity\":\"tasks\",\"written\":\"roll_back\"}");
    assertThat(answer.entities().get(0).status()).isEqualTo("failed");
    assertThat(answer.entities().get(0).why()).isEqualTo("rollback.dependents: 3 rows of tasks");
    hold.release();
    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aPlanThatSaysSoRollsAPhaseBackAndTriesItAgain() {
    ledger
        .serial("all", table("parents", 1), table("tasks", 1, "parents"))
        .onFailure(Phase.Action.ROLLBACK_PHASE, 1)
        .script
        .fail("close tasks", ErrorCode.ACCESS, "once")
        .fail("close tasks", ErrorCode.ACCESS, "twice");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    assertThat(ledger.events("begin "))
        .containsExactly("begin tasks", "begin parents", "begin tasks", "begin parents");
    assertThat(ledger.events("reset")).containsExactlyInAnyOrder("reset parents", "reset tasks");
    assertThat(run.entity("tasks").why())
        .isEqualTo("rolled back as the plan says: access.denied: twice");
    assertThat(ledger.events("audit")).hasSize(2).allMatch(event -> event.contains("by the plan"));
    run.update("retry", "{\"all\":true}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void fromTheThresholdOnThePhaseIsRolledBackThoughAPersonIsAskedAboutLess() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("copy tasks 1", ErrorCode.TOLERANCE, "3 of 100")
        .fail("copy tasks 1", ErrorCode.ROLLBACK_THRESHOLD, "9 of 100");
    Run run = server.serve(ledger).start();
    run.awaitEntity("tasks", "failed");
    assertThat(ledger.events("begin ")).isEmpty();
    run.update("retry", "{\"entity\":\"tasks\"}");

    run.awaitEntity("tasks", "rolled_back");
    assertThat(run.entity("tasks").why())
        .isEqualTo("rolled back as the plan says: budget.rollback_threshold: 9 of 100");
    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aPlanCanLeaveOutWhatFails() {
    ledger
        .serial("all", table("tasks", 1), table("orders", 1, "tasks"))
        .onFailure(Phase.Action.SKIP, 0)
        .script
        .fail("close tasks", ErrorCode.ACCESS, "may not");
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("tasks").why())
        .isEqualTo("skipped as the plan says: access.denied: may not");
    assertThat(run.entity("orders").status()).isEqualTo("blocked");
  }

  @Test
  void withNobodyThereWhatWouldWaitEndsTheRunWhenNothingElseCanGoOn() {
    ledger
        .parallel("all", table("tasks", 1), table("orders", 3))
        .script
        .fail("close tasks", ErrorCode.ACCESS, "may not");
    Run run = server.serve(ledger).start(Run.json("{\"plan\":\"core\",\"unattended\":true}"));

    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(run.entity("orders").status()).isEqualTo("validated");
  }

  @Test
  void aPhaseThatNeedsItBeginsWhenItIsApproved() {
    ledger.serial("first", table("tasks", 1)).serial("second", table("orders", 1)).approved();
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");
    assertThat(run.status().waiting()).isEqualTo("phase second begins when a person approves it");
    assertThat(run.status().next()).contains("--name approve --input '{\"phase\":\"second\"}'");
    assertThat(ledger.recorded("phase second")).isEmpty();
    assertThat(run.refused("approve", Run.json("{\"phase\":\"first\"}")))
        .isEqualTo("input.invalid: phase 'first' needs no approval");

    run.update("approve", "{\"reason\":\"looked at\",\"actor\":\"ann\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("audit"))
        .containsExactly("audit approve of phase second by ann: looked at");
  }

  @Test
  void tuningReachesWhatIsAtWork() {
    ledger.parallelism(1).serial("all", table("tasks", 4));
    Script.Hold first = ledger.script.hold("copy tasks 1");
    Script.Hold second = ledger.script.hold("copy tasks 2");
    Script.Hold third = ledger.script.hold("copy tasks 3");
    Run run = server.serve(ledger).start();
    first.reached();
    Eventually.nothing();
    assertThat(ledger.events("copy tasks")).hasSize(1);

    assertThat(run.update("tune", "{\"parallelism\":3,\"batch_rows\":50}").parallelism())
        .isEqualTo(3);
    second.reached();
    third.reached();
    assertThat(ledger.events("tune")).containsExactly("tune 50");
    first.release();
    second.release();
    third.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.mostInFlight("tasks")).isEqualTo(3);
  }
}

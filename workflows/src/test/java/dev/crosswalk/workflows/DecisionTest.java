package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.api.enums.v1.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failed entity waits for a person; the run goes on as far as it can. */
class DecisionTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void aFailedEntityWaitsForAPersonWhileOthersGoOn() {
    ledger
        .parallel("all", table("broken", 2), table("other", 2), table("child", 1, "broken"))
        .script
        .fail("copy broken 1", ErrorCode.STRUCTURE, "table 'broken' has no column 'x'");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");
    run.awaitEntity("other", "validated");

    RunStatus status = run.status();
    assertThat(status.waiting())
        .isEqualTo(
            "broken failed: schema_mismatch.structure: table 'broken' has no column 'x'. "
                + ErrorCode.STRUCTURE.suggestion());
    assertThat(status.next())
        .isEqualTo(
            "temporal workflow update execute -w run-1 --name retry --input"
                + " '{\"entity\":\"broken\"}'");
    assertThat(run.entity("broken").status()).isEqualTo("failed");
    assertThat(run.entity("broken").why())
        .isEqualTo("schema_mismatch.structure: table 'broken' has no column 'x'");
    assertThat(run.entity("child").status()).isEqualTo("pending");
    ledger.awaitRecorded("broken", "failed");
    ledger.awaitRecorded("run", "executing", "awaiting_decision");
    assertThat(ledger.events("finish")).isEmpty();

    RunStatus answer = run.update("retry", "{\"entity\":\"broken\"}");
    assertThat(answer.status()).isEqualTo("executing");
    assertThat(answer.waiting()).isNull();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("copied broken"))
        .containsExactlyInAnyOrder("copied broken 1", "copied broken 2");
    assertThat(run.history())
        .filteredOn(
            event ->
                event
                    .getStartChildWorkflowExecutionInitiatedEventAttributes()
                    .getWorkflowId()
                    .equals(run.childId("all", "broken")))
        .hasSize(2);
  }

  @Test
  void inASerialPhaseTheNextEntityGoesOnAndTheRetriedOneWaitsForItsTurn() {
    ledger
        .serial("all", table("broken", 1), table("other", 1))
        .script
        .fail("copy broken 1", ErrorCode.STRUCTURE, "no such column");
    Script.Hold hold = ledger.script.hold("copy other 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    run.update("retry", "{\"entity\":\"broken\"}");
    Eventually.nothing();
    assertThat(ledger.events("open broken")).hasSize(1);

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events()).containsSubsequence("gated other", "open broken");
  }

  @Test
  void aFailedChunkLetsThoseInFlightFinishButNoMoreBegin() {
    ledger
        .serial("all", table("tasks", 4))
        .script
        .fail("copy tasks 1", ErrorCode.STRUCTURE, "no such column");
    Script.Hold hold = ledger.script.hold("copy tasks 2");
    Run run = server.serve(ledger).start();
    hold.reached();
    Eventually.nothing();
    assertThat(ledger.events("copy")).hasSize(2);
    assertThat(run.status().status()).isEqualTo("executing");

    hold.release();
    run.awaitStatus("awaiting_decision");
    assertThat(ledger.events("copied")).containsExactly("copied tasks 2");
    assertThat(ledger.events("copy")).hasSize(2);

    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("copied")).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void whatFailsAgainWaitsAgain() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("copy tasks 1", ErrorCode.STRUCTURE, "once")
        .fail("copy tasks 1", ErrorCode.ACCESS, "twice");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    run.signal("retry", Run.json("{\"entity\":\"tasks\"}"));
    Eventually.happens(
        "the second failure shows", () -> "access.denied: twice".equals(run.entity("tasks").why()));
    ledger.awaitRecorded("tasks", "failed", "failed");

    run.update("retry", "{\"entity\":\"tasks\",\"reason\":\"granted\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("tasks").why()).isNull();
  }

  @Test
  void failuresOutsideOfChunksAreDecidedAboutInTheSameWay() {
    ledger
        .serial("all", table("first", 1), table("second", 1))
        .script
        .fail("open first", ErrorCode.KEY_ORDER, "the key repeats")
        .fail("close second", ErrorCode.ACCESS, "may not analyze");
    Run run = server.serve(ledger).start();
    run.awaitEntity("first", "failed");
    run.awaitEntity("second", "failed");
    assertThat(run.entity("first").why()).isEqualTo("plan.key_order: the key repeats");
    assertThat(run.entity("second").why()).isEqualTo("access.denied: may not analyze");

    run.update("retry", "{\"entity\":\"first\"}");
    run.update("retry", "{\"entity\":\"second\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("copied")).hasSize(2);
  }

  @Test
  void transientFailuresAreTriedAgainWithoutAskingAnybody() {
    ledger
        .serial("all", table("tasks", 2))
        .script
        .fail("copy tasks 2", ErrorCode.CONTENTION, "deadlock detected");
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("copy tasks 2")).hasSize(2);
    assertThat(ledger.recorded("tasks")).isEmpty();
  }

  @Test
  void retryIsRefusedWithASentenceUnlessTheEntityHasFailed() {
    ledger.serial("all", table("practices", 1), table("tasks", 1), table("orders", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.refused("retry", Run.json("{\"entity\":\"tasks\"}")))
        .isEqualTo("input.invalid: 'tasks' has not failed, it is migrating");
    assertThat(run.refused("retry", Run.json("{\"entity\":\"practices\"}")))
        .isEqualTo("input.invalid: 'practices' has not failed, it is validated");
    assertThat(run.refused("retry", Run.json("{\"entity\":\"orders\"}")))
        .isEqualTo("input.invalid: 'orders' has not failed, it is pending");
    assertThat(run.refused("retry", Run.json("{\"entity\":\"task\"}")))
        .isEqualTo("input.invalid: no entity 'task'; known: practices, tasks, orders");
    assertThat(run.refused("retry", Run.json("{}")))
        .isEqualTo(
            "input.invalid: name the \"entity\" to retry, or a \"phase\", or say \"all\":true");
    assertThat(run.refused("retry", null))
        .isEqualTo(
            "input.invalid: name the \"entity\" to retry, or a \"phase\", or say \"all\":true");
    assertThat(run.refused("retry", Run.json("{\"entity\":3}")))
        .isEqualTo("input.invalid: \"entity\" must be a text that is not blank");

    hold.release();
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void retryWhilePausedBeginsNothingBeforeTheResume() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("copy tasks 1", ErrorCode.STRUCTURE, "no such column");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    assertThat(run.update("retry", "{\"entity\":\"tasks\"}").status()).isEqualTo("paused");
    Eventually.nothing();
    assertThat(ledger.events("open")).hasSize(1);
    assertThat(run.refused("retry", Run.json("{\"entity\":\"tasks\"}")))
        .isEqualTo("input.invalid: 'tasks' has not failed, it is migrating");

    run.update("resume", "{}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aChildThatIsCancelledFromOutsideIsDecidedAboutAndDoesNotEndTheRun() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    server.client().newUntypedWorkflowStub(run.childId("all", "tasks")).cancel();
    run.awaitStatus("awaiting_decision");
    assertThat(run.entity("tasks").why())
        .isEqualTo("internal.unexpected: its child workflow was cancelled from outside");
    assertThat(ledger.events()).containsSubsequence("stopped tasks 1", "halt tasks");

    hold.release();
    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.close()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }
}

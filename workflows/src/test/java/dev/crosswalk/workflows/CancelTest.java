package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase.GateAfter;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel of the workflow by Temporal's own means, instead of an abort. */
class CancelTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void aCancelStopsTheChildrenTellsTheLedgerAndClosesTheRunAsCanceled() {
    ledger.parallel("all", table("tasks", 2), table("orders", 1));
    Script.Hold tasks = ledger.script.hold("copy tasks 1").slow();
    Script.Hold orders = ledger.script.hold("copy orders 1");
    Run run = server.serve(ledger).start();
    tasks.reached();
    orders.reached();
    ledger.awaitCopied("tasks", 1);

    run.cancel();
    Eventually.happens("orders is stopped", () -> !ledger.events("halt orders").isEmpty());
    Eventually.nothing();
    assertThat(ledger.events("halt tasks")).isEmpty();
    assertThat(ledger.events("finish")).isEmpty();

    tasks.cancelled().release();
    assertCanceled(run);
    assertThat(ledger.events())
        .containsSubsequence("stopped tasks 1", "halt tasks", "record tasks failed")
        .containsSubsequence("stopped orders 1", "halt orders", "record orders failed");
    assertThat(ledger.recorded("phase all")).containsExactly("in_progress", "failed");
    assertThat(end(run.childHistory("all", "tasks")))
        .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
    assertThat(run.status().status()).isEqualTo("aborted");
    assertThat(run.entity("tasks").why())
        .isEqualTo("the run was aborted: the workflow was cancelled");
  }

  @Test
  void aCancelEndsAPause() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    run.update("pause", "{}");

    run.cancel();
    assertCanceled(run);
  }

  @Test
  void aCancelAnswersWhoStillWaits() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold slow = ledger.script.hold("copy tasks 1").slow();
    Run run = server.serve(ledger).start();
    slow.reached();
    CompletableFuture<RunStatus> pause = run.later("pause", "{}");
    run.awaitStatus("pausing");

    run.cancel();
    assertThat(Run.answer(pause).waiting()).isEqualTo("being aborted: the workflow was cancelled");
    slow.cancelled().release();
    assertCanceled(run);
  }

  @Test
  void aCancelEndsTheWaitForADecision() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("copy tasks 1", ErrorCode.STRUCTURE, "no such column");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");
    run.quiet();

    run.cancel();
    assertCanceled(run);
    assertThat(ledger.recorded("tasks")).containsExactly("failed");
  }

  @Test
  void aCancelStopsAGate() {
    ledger.phase("all", false, GateAfter.PHASE, table("tasks", 1));
    Script.Hold hold = ledger.script.hold("gate tasks").slow();
    Run run = server.serve(ledger).start();
    hold.reached();

    run.cancel();
    Eventually.nothing();
    assertThat(ledger.events("finish")).isEmpty();
    hold.cancelled().release();
    assertCanceled(run);
    assertThat(ledger.recorded("tasks")).isEmpty();
  }

  @Test
  void aCancelWhileAChildPlansOrClosesStopsItToo() {
    ledger.parallel("all", table("planning", 1), table("closing", 1));
    Script.Hold planning = ledger.script.hold("open planning");
    Script.Hold closing = ledger.script.hold("close closing");
    Run run = server.serve(ledger).start();
    planning.reached();
    closing.reached();

    run.cancel();
    assertCanceled(run);
    assertThat(ledger.events("halt")).containsExactlyInAnyOrder("halt planning", "halt closing");
  }

  @Test
  void aCancelWhilePreparingClosesTheRunAndFreesTheTarget() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("preflight core").slow().finishes();
    Run run = server.serve(ledger).start();
    hold.reached();

    run.cancel();
    hold.cancelled().release();
    assertCanceled(run);
    assertThat(ledger.events("open")).isEmpty();
  }

  @Test
  void aCancelThatStopsThePreflightGivesTheTargetFreeInCaseItWasTaken() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("preflight core");
    Run run = server.serve(ledger).start();
    hold.reached();

    run.cancel();
    assertThat(run.close()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
    assertThat(ledger.events()).containsExactly("preflight core", "withdraw " + run.id());
    assertThat(ledger.owned()).isFalse();
  }

  @Test
  void aLedgerThatDoesNotAnswerIsNotWaitedForWhenNothingHasBegun() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("preflight core");
    Run run = server.serve(ledger).start();
    ledger.script.fail("withdraw " + run.id(), ErrorCode.ACCESS, "no such role");
    hold.reached();

    run.cancel();
    assertThat(run.close()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
  }

  private void assertCanceled(Run run) {
    assertThat(run.close()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
    assertThat(ledger.events("finish")).containsExactly("finish aborted");
    assertThat(ledger.inFlight()).isZero();
    assertThat(ledger.owned()).isFalse();
  }

  private static EventType end(List<HistoryEvent> events) {
    return events.get(events.size() - 1).getEventType();
  }
}

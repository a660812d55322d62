package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase.GateAfter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AbortTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @AfterEach
  void theLedgerIsToldOnceAndTheTargetIsFree() {
    assertThat(ledger.events("finish")).containsExactly("finish aborted");
    assertThat(ledger.owned()).isFalse();
    List<String> events = ledger.events();
    assertThat(events.get(events.size() - 1)).isEqualTo("finish aborted");
  }

  @Test
  void abortStopsWhatRunsAndEndsTheRunAsAborted() {
    ledger.parallel("all", table("tasks", 3), table("orders", 1)).serial("next", table("items", 1));
    Script.Hold tasks = ledger.script.hold("copy tasks 2");
    Script.Hold orders = ledger.script.hold("copy orders 1");
    Run run = server.serve(ledger).start();
    tasks.reached();
    orders.reached();
    ledger.awaitCopied("tasks", 2);

    RunStatus answer = run.update("abort", "{\"reason\":\"wrong target\"}");

    assertThat(answer.status()).isEqualTo("aborted");
    assertThat(answer.waiting()).isNull();
    assertThat(answer.next()).isNull();
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.events())
        .containsSubsequence("stopped tasks 2", "halt tasks", "record tasks failed")
        .containsSubsequence("stopped orders 1", "halt orders", "record orders failed");
    assertThat(ledger.events("close")).isEmpty();
    assertThat(run.entity("tasks").status()).isEqualTo("failed");
    assertThat(run.entity("tasks").why()).isEqualTo("the run was aborted: wrong target");
    assertThat(run.entity("items").status()).isEqualTo("pending");
    assertThat(ledger.recorded("phase all")).containsExactly("in_progress", "failed");
    assertThat(ledger.recorded("phase next")).isEmpty();
  }

  @Test
  void abortOfAParkedRunKeepsWhyItWasParked() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("copy tasks 1", ErrorCode.STRUCTURE, "no such column");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    run.signal("abort", Run.json("{\"reason\":\"give up\"}"));
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(run.entity("tasks").status()).isEqualTo("failed");
    assertThat(run.entity("tasks").why()).isEqualTo("schema_mismatch.structure: no such column");
    assertThat(ledger.recorded("tasks")).containsExactly("failed");
  }

  @Test
  void abortOfAPausedRunNeedsNoResume() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    run.update("pause", "{}");

    assertThat(run.update("abort", "{}").status()).isEqualTo("aborted");
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.events("cop")).containsExactly("copy tasks 1");
  }

  @Test
  void abortAnswersAPauseThatStillWaits() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold slow = ledger.script.hold("copy tasks 1").slow();
    Run run = server.serve(ledger).start();
    slow.reached();
    CompletableFuture<RunStatus> pause = run.later("pause", "{}");
    run.awaitStatus("pausing");

    CompletableFuture<RunStatus> abort = run.later("abort", "{\"reason\":\"enough\"}");
    assertThat(Run.answer(pause).waiting()).isEqualTo("being aborted: enough");
    assertThat(abort).isNotDone();
    assertThat(run.refused("abort", Run.json("{}")))
        .isEqualTo("input.invalid: the run is coming to its end already");
    assertThat(run.refused("resume", Run.json("{}")))
        .isEqualTo("input.invalid: the run is coming to its end already");

    slow.cancelled().release();
    assertThat(Run.answer(abort).status()).isEqualTo("aborted");
    assertThat(run.result().status()).isEqualTo("aborted");
  }

  @Test
  void abortWhilePreparingTakesEffectAfterThePreflight() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("preflight core");
    Run run = server.serve(ledger).start();
    hold.reached();

    CompletableFuture<RunStatus> abort = run.later("abort", "{}");
    assertThat(run.refused("skip", Run.json("{\"entity\":\"tasks\"}")))
        .isEqualTo("input.invalid: the run is coming to its end already");
    hold.release();
    assertThat(Run.answer(abort).status()).isEqualTo("aborted");
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.events("open")).isEmpty();
  }

  @Test
  void abortStopsAGate() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("gate tasks");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("abort", "{}").status()).isEqualTo("aborted");
    assertThat(ledger.events("gated")).isEmpty();
    assertThat(run.entity("tasks").status()).isEqualTo("completed");
  }

  @Test
  void abortStopsTheGatesOfAPhaseThatHaveFailed() {
    ledger
        .phase("all", true, GateAfter.PHASE, table("tasks", 1))
        .script
        .failChecks("tasks", "counts");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    assertThat(run.update("abort", "{}").status()).isEqualTo("aborted");
    assertThat(run.entity("tasks").status()).isEqualTo("failed");
    assertThat(run.entity("tasks").why()).isEqualTo("gate.failed: failed checks: tasks.counts");
  }

  @Test
  void aSkipThatStillWaitsIsAnsweredWhenTheRunIsAborted() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold slow = ledger.script.hold("copy tasks 1").slow();
    Run run = server.serve(ledger).start();
    slow.reached();
    CompletableFuture<RunStatus> skip =
        run.later("skip", "{\"entity\":\"tasks\",\"written\":\"keep\"}");

    CompletableFuture<RunStatus> abort = run.later("abort", "{}");
    assertThat(Run.answer(skip).waiting()).isEqualTo("being aborted: no reason given");
    slow.cancelled().release();
    assertThat(Run.answer(abort).status()).isEqualTo("aborted");
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.recorded("tasks")).containsExactly("skipped");
  }
}

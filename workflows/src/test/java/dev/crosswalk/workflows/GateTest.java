package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase.GateAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GateTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void aFailedGateNamesItsChecksAndARetryRunsTheGateAlone() {
    ledger
        .serial("all", table("tasks", 1), table("child", 1, "tasks"))
        .script
        .failChecks("tasks", "accounting", "references");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    assertThat(run.entity("tasks").why())
        .isEqualTo("gate.failed: failed checks: tasks.accounting, tasks.references");
    assertThat(run.status().waiting())
        .isEqualTo(
            "tasks failed: gate.failed: failed checks: tasks.accounting, tasks.references. "
                + ErrorCode.GATE.suggestion());
    assertThat(run.entity("child").status()).isEqualTo("pending");
    ledger.awaitRecorded("tasks", "failed");

    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("gate tasks")).hasSize(2);
    assertThat(ledger.events("open tasks")).hasSize(1);
    assertThat(ledger.events("close tasks")).hasSize(1);
    assertThat(ledger.events()).containsSubsequence("gate tasks", "gate tasks", "open child");
  }

  @Test
  void aGateThatCannotRunIsDecidedAboutToo() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("gate tasks", ErrorCode.STRUCTURE, "check 'x' names no column");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");
    assertThat(run.entity("tasks").why())
        .isEqualTo("schema_mismatch.structure: check 'x' names no column");

    run.update("retry", "{\"entity\":\"tasks\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("open")).hasSize(1);
  }

  @Test
  void oneFailedGateOfAPhaseDoesNotHoldTheOthers() {
    ledger
        .phase("all", false, GateAfter.PHASE, table("first", 1), table("second", 1))
        .serial("next", table("later", 1))
        .script
        .failChecks("first", "counts");
    Run run = server.serve(ledger).start();
    run.awaitEntity("first", "failed");
    run.awaitEntity("second", "validated");
    Eventually.nothing();
    assertThat(ledger.events("open later")).isEmpty();

    run.update("retry", "{\"entity\":\"first\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("gate first")).hasSize(2);
    assertThat(ledger.events("gate second")).hasSize(1);
    assertThat(ledger.events("open first")).hasSize(1);
    assertThat(ledger.recorded("phase all")).containsExactly("in_progress", "completed");
  }

  @Test
  void theGatesOfAPhaseWaitForADecisionAboutAnEntityThatIsNotLoaded() {
    ledger
        .phase("all", true, GateAfter.PHASE, table("broken", 1), table("other", 1))
        .script
        .fail("copy broken 1", ErrorCode.STRUCTURE, "no such column");
    Run run = server.serve(ledger).start();
    run.awaitEntity("broken", "failed");
    run.awaitEntity("other", "completed");
    Eventually.nothing();
    assertThat(ledger.events("gate ")).isEmpty();

    run.update("skip", "{\"entity\":\"broken\",\"written\":\"keep\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("gate ")).containsExactly("gate other");
  }

  @Test
  void anEntityThatIsSkippedAfterItsGateFailedDoesNotBlockWhatIsLoadedAlready() {
    ledger
        .phase("all", true, GateAfter.PHASE, table("parent", 1), table("child", 1, "parent"))
        .serial("next", table("later", 1, "parent"))
        .script
        .failChecks("parent", "counts");
    Run run = server.serve(ledger).start();
    run.awaitEntity("parent", "failed");
    run.awaitEntity("child", "validated");

    run.update("skip", "{\"entity\":\"parent\",\"written\":\"keep\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("child").status()).isEqualTo("validated");
    assertThat(run.entity("later").status()).isEqualTo("blocked");
  }
}

package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Phases that require something, and phases that only validate. */
class RequirementTest {
  private static final String SENTENCE = "phase 'all' requires 'practices_have_a_name'";

  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  private void refuseOnce(String phase, String entity) {
    ledger.script.fail("require " + phase + " for " + entity, ErrorCode.REQUIREMENT, SENTENCE);
  }

  @Test
  void whatAPhaseRequiresIsAskedOnceAndNothingOfItBeginsBefore() {
    ledger.parallel("all", table("first", 1), table("second", 1)).requires();
    refuseOnce("all", "first");
    Run run = server.serve(ledger).start();
    run.awaitEntity("first", "failed");
    Eventually.nothing();

    assertThat(run.status().waiting())
        .contains("first failed: plan.requirement: " + SENTENCE)
        .contains("then retry");
    assertThat(run.status().next()).contains("--name retry").contains("\"entity\":\"first\"");
    assertThat(run.entity("second").status()).isEqualTo("pending");
    assertThat(ledger.events("open")).isEmpty();

    run.update("retry", "{\"entity\":\"first\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("require")).hasSize(2);
    assertThat(ledger.events("open")).hasSize(2);
  }

  @Test
  void theOneThatCanBeginFirstAsks() {
    ledger.serial("all", table("child", 1, "parent"), table("parent", 1)).requires();
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("require")).containsExactly("require all for parent");
  }

  @Test
  void whenTheOneThatAskedIsSkippedTheNextOneAsks() {
    ledger.serial("all", table("first", 1), table("second", 1)).requires();
    refuseOnce("all", "first");
    Run run = server.serve(ledger).start();
    run.awaitEntity("first", "failed");

    // Nothing of it was written, so nobody has to say what becomes of it.
    run.update("skip", "{\"entity\":\"first\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("require"))
        .containsExactly("require all for first", "require all for second");
    assertThat(ledger.events("open")).containsExactly("open second");
  }

  @Test
  void aPauseStopsTheQuestionAndResumeAsksAgain() {
    ledger.serial("all", table("first", 1)).requires();
    Script.Hold hold = ledger.script.hold("require all for first");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    assertThat(run.entity("first").status()).isEqualTo("pending");

    hold.release();
    run.update("resume", "{}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("require")).hasSize(2);
  }

  @Test
  void aPhaseThatOnlyValidatesLoadsNothing() {
    ledger.serial("all", table("first", 1)).validates("afterwards");
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("afterwards").status()).isEqualTo("validated");
    assertThat(ledger.events("open")).containsExactly("open first");
    assertThat(ledger.events("gate ")).containsExactly("gate first", "gate afterwards");
    assertThat(ledger.recorded("phase afterwards")).containsExactly("in_progress", "completed");
  }

  @Test
  void aPhaseThatOnlyValidatesAndFailsWaitsForAPerson() {
    ledger.serial("all", table("first", 1)).validates("afterwards");
    ledger.script.failChecks("afterwards", "sums").failChecks("afterwards", "sums");
    Run run = server.serve(ledger).start();
    run.awaitEntity("afterwards", "failed");
    assertThat(run.status().waiting()).contains("gate.failed: failed checks: afterwards.sums");

    run.update("retry", "{\"entity\":\"afterwards\"}");
    run.awaitEntity("afterwards", "failed");
    run.update("skip", "{\"phase\":\"afterwards\"}");
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("gate afterwards")).hasSize(2);
    assertThat(ledger.recorded("phase afterwards")).containsExactly("in_progress", "skipped");
  }

  @Test
  void rowsThatCameTooLateAreToldWithWhatToDo() {
    ledger.serial("all", table("first", 1), table("second", 1)).late("second", 3);
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.status().late())
        .containsExactly(
            "3 rows of second came to the source after the chunks were planned: the next run loads"
                + " them");
  }
}

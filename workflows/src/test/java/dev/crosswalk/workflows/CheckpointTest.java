package dev.crosswalk.workflows;

import static dev.crosswalk.plan.Phase.Checkpoint.BACKUP;
import static dev.crosswalk.plan.Phase.Checkpoint.BACKUP_FULL;
import static dev.crosswalk.plan.Phase.Checkpoint.REHEARSE_ROLLBACK;
import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a plan demands before and after a phase, and what becomes of a run that cannot have it. */
class CheckpointTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void backupsComeBeforeTheirPhaseAndTheRehearsalAfterIt() {
    ledger
        .serial("first", table("a", 1))
        .checkpoint(REHEARSE_ROLLBACK, BACKUP_FULL, BACKUP)
        .serial("second", table("b", 1));
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence(
            "backup first 1 phase",
            "backup first 1 full",
            "record phase first in_progress",
            "gated a",
            "rehearse [a]",
            "record phase first completed",
            "open b");
    assertThat(ledger.events("backup second")).isEmpty();
  }

  @Test
  void aBackupWithoutRoomWaitsForADecisionAndIsTriedAgain() {
    ledger
        .serial("first", table("a", 1))
        .serial("second", table("b", 1))
        .checkpoint(BACKUP)
        .script
        .fail("backup second 1 phase", ErrorCode.PREFLIGHT, "no room for the backup");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    assertThat(run.status().waiting())
        .startsWith("plan.unfit: backup before phase second failed: no room for the backup. ")
        .endsWith("`approve` lets phase second go on without it.");
    assertThat(run.status().next()).contains("--name retry --input '{\"phase\":\"second\"}'");
    assertThat(ledger.recorded("phase second")).isEmpty();
    assertThat(run.entity("b").status()).isEqualTo("pending");
    run.update("retry", "{\"phase\":\"second\"}");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("backup"))
        .containsExactly("backup second 1 phase", "backup second 1 phase");
  }

  @Test
  void aPersonCanGoOnWithoutABackup() {
    ledger
        .serial("all", table("a", 1))
        .checkpoint(BACKUP)
        .script
        .fail("backup all 1 phase", ErrorCode.PREFLIGHT, "no room");
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");
    run.update("approve", "{\"actor\":\"ann\",\"reason\":\"there is another\"}");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("backup")).hasSize(1);
    assertThat(ledger.events("audit"))
        .containsExactly("audit approve of phase all by ann: there is another");
  }

  @Test
  void withNobodyThereARunWithoutItsBackupEnds() {
    ledger
        .serial("all", table("a", 1))
        .checkpoint(BACKUP)
        .script
        .fail("backup all 1 phase", ErrorCode.PREFLIGHT, "no room");
    Run run = server.serve(ledger).start(Run.json("{\"plan\":\"core\",\"unattended\":true}"));

    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.events("open")).isEmpty();
  }

  @Test
  void aPauseStopsABackupAndTheResumeTakesItAsAWhole() {
    ledger.serial("all", table("a", 1)).checkpoint(BACKUP);
    Script.Hold hold = ledger.script.hold("backup all 1 phase");
    Run run = server.serve(ledger).start();
    hold.reached();
    Eventually.nothing();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    assertThat(ledger.events("backed up")).isEmpty();
    hold.release();
    run.update("resume", "{}");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence("backup all 1 phase", "backup all 1 phase", "backed up all", "open a");
  }

  @Test
  void aPhaseThatIsSkippedDuringItsBackupNeedsNone() {
    ledger.serial("all", table("a", 1)).checkpoint(BACKUP).serial("rest", table("b", 1));
    Script.Hold hold = ledger.script.hold("backup all 1 phase");
    Run run = server.serve(ledger).start();
    hold.reached();
    Eventually.nothing();
    run.update("skip", "{\"phase\":\"all\"}");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(run.entity("a").status()).isEqualTo("skipped");
    assertThat(ledger.events("backup")).hasSize(1);
    hold.release();
  }

  @Test
  void whatIsRolledBackAfterItsPhaseWasOverIsBackedUpOnceMore() throws Exception {
    ledger
        .serial("first", table("a", 1))
        .checkpoint(BACKUP)
        .serial("second", table("b", 1))
        .checkpoint(BACKUP);
    Script.Hold hold = ledger.script.hold("copy b 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    run.later("rollback", "{\"entity\":\"a\"}", RollbackWorkflow.Result.class)
        .get(20, TimeUnit.SECONDS);
    hold.release();
    run.update("retry", "{\"entity\":\"a\"}");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("backup"))
        .as("rows of the second phase stood by then")
        .containsExactly("backup first 1 phase", "backup second 1 phase", "backup first 2 phase");
  }

  @Test
  void aPhaseThatCouldNotBeRolledBackWaitsForADecision() {
    ledger
        .serial("first", table("a", 1))
        .checkpoint(REHEARSE_ROLLBACK)
        .serial("second", table("b", 1))
        .block("a", ErrorCode.DEPENDENTS);
    Run run = server.serve(ledger).start();
    run.awaitStatus("awaiting_decision");

    assertThat(run.status().waiting())
        .startsWith("rollback.dependents: phase first could not be rolled back: 3 rows of a. ");
    assertThat(ledger.recorded("phase first")).containsExactly("in_progress");
    ledger.block("a", null);
    run.update("retry", "{\"all\":true}");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("rehearse")).hasSize(2);
  }

  @Test
  void documentsAreRewrittenAfterEveryPhaseAndAtTheEnd() {
    ledger
        .documented("host:/reports/run-1")
        .serial("first", table("a", 1))
        .serial("second", table("b", 1))
        .script
        .fail("documents", ErrorCode.PREFLIGHT, "no directory");
    Run run = server.serve(ledger).start();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .containsSubsequence(
            "record phase first completed",
            "documents",
            "record phase second completed",
            "documents",
            "finish completed",
            "documents");
    assertThat(run.status().documents()).isEqualTo("host:/reports/run-1");
  }
}

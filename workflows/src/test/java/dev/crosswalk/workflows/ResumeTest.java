package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run whose workflow is gone goes on in a new one: what is done stays done. */
class ResumeTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  private Run resume(String more) {
    return server.serve(ledger).start("lost", Run.json("{\"resume\":\"lost\"" + more + "}"));
  }

  @Test
  void whatIsDoneStaysDoneAndEverythingElseIsTriedAgain() {
    ledger
        .parallelism(1)
        .serial("first", table("validated", 2), table("completed", 1))
        .serial("second", table("skipped", 1), table("failed", 3, "validated"))
        .approved()
        .serial("third", table("blocked", 1, "skipped"), table("pending", 1, "failed"));
    ledger
        .reached("validated", "validated", 2)
        .reached("completed", "completed", 1)
        .reached("skipped", "skipped", 0)
        .reached("failed", "failed", 2)
        .reached("blocked", "blocked", 0);
    Run run = resume(",\"actor\":\"ann\",\"reason\":\"the server is new\"");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("open")).containsExactly("open failed", "open pending");
    assertThat(ledger.events("copied")).containsExactly("copied failed 3", "copied pending 1");
    assertThat(ledger.events("gated"))
        .containsExactly("gated completed", "gated failed", "gated pending");
    assertThat(ledger.recorded("phase second")).containsExactly("in_progress", "completed");
    assertThat(ledger.events("audit"))
        .containsExactly("audit start --resume of run by ann: the server is new");
    assertThat(run.entity("skipped").status()).isEqualTo("skipped");
    assertThat(run.entity("blocked").why()).isEqualTo("of old");
    assertThat(run.entity("validated").counts()).isEqualTo(FakeLedger.CHUNK.plus(FakeLedger.CHUNK));
  }

  @Test
  void whatWasRolledBackBeginsAnew() {
    ledger.serial("all", table("a", 1), table("b", 1));
    ledger.reached("a", "validated", 1).reached("b", "rolled_back", 0);
    Run run = resume(",\"accept\":true");

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events())
        .startsWith("resume lost, accepted")
        .containsSubsequence("reset b", "open b", "copied b 1", "gated b");
    assertThat(ledger.events("open")).containsExactly("open b");
  }

  @Test
  void whatIsHalfRolledBackWaitsForItsRollback() {
    ledger.serial("all", table("a", 1));
    ledger.reached("a", "rolling_back", 1);
    Run run = resume("");

    run.awaitStatus("awaiting_decision");
    assertThat(run.status().waiting()).contains("a is half rolled back");
    assertThat(run.status().next()).contains("--name rollback", "\"entity\":\"a\"");
    assertThat(ledger.events("open")).isEmpty();
    run.quiet();
    run.update("abort", "{}");
    assertThat(run.result().status()).isEqualTo("aborted");
  }

  @Test
  void aResumeSaysNothingOfWhatTheRunLoads() {
    Run run = resume(",\"plan\":\"core\"");

    ApplicationFailure refused = run.failure();
    assertThat(refused.getType()).isEqualTo(ErrorCode.INPUT.key());
    assertThat(refused.getOriginalMessage())
        .contains("unknown field \"plan\"; known: resume, accept, reason, actor");
    assertThat(ledger.events()).isEqualTo(List.of());
  }

  @Test
  void aResumeNamesItsRun() {
    Run run = server.serve(ledger).start("lost", Run.json("{\"resume\":null}"));

    assertThat(run.failure().getOriginalMessage()).contains("\"resume\" names no run");
  }
}

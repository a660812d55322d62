package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chunks that somebody else took over. */
class RivalTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger().serial("all", table("tasks", 3));

  @Test
  void aStaleChunkIsOpenedAnewUnderANewEpochAndIsNoFailure() {
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();
    Eventually.happens("the others are done", () -> ledger.events("copied").size() == 2);

    ledger.raiseEpoch("tasks");
    hold.release();

    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("stale")).containsExactly("stale tasks 1");
    assertThat(ledger.events("open")).hasSize(2);
    assertThat(ledger.events("copied")).doesNotHaveDuplicates().hasSize(3);
    assertThat(ledger.recorded("tasks")).isEmpty();
    assertThat(ledger.recorded("run")).containsExactly("executing");
  }

  @Test
  void whoAlwaysLosesItsChunksAsksAPerson() {
    ledger.rival("tasks");
    Run run = server.serve(ledger).start();

    run.awaitStatus("awaiting_decision");
    assertThat(run.entity("tasks").why())
        .isEqualTo("fence.stale: another writer took the chunks away 10 times");
    assertThat(ledger.events("open")).hasSize(10);

    run.update("abort", "{}");
  }
}

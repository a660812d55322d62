package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no person can decide about, and what a reset leaves behind. */
class TroubleTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger = new FakeLedger();

  @Test
  void aPhaseThatCannotBeRecordedFailsTheRunWithItsSentence() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("record phase all in_progress", ErrorCode.INTERNAL, "no such phase");
    Run run = server.serve(ledger).start();

    ApplicationFailure failure = run.failure();
    assertThat(failure.getOriginalMessage()).isEqualTo("internal.unexpected: no such phase");
    assertThat(failure.getType()).isEqualTo("internal.unexpected");
    assertThat(ledger.events("finish")).containsExactly("finish failed");
    assertThat(ledger.owned()).isFalse();
  }

  @Test
  void anEntityThatCannotBeRecordedFailsTheRunOnceTheOthersHaveStopped() {
    ledger
        .parallel("all", table("broken", 1), table("other", 1))
        .script
        .fail("copy broken 1", ErrorCode.STRUCTURE, "no such column")
        .fail("record broken failed", ErrorCode.INTERNAL, "no such entity");
    Script.Hold hold = ledger.script.hold("copy other 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.failure().getOriginalMessage()).isEqualTo("internal.unexpected: no such entity");
    assertThat(ledger.events())
        .containsSubsequence("stopped other 1", "halt other", "finish failed");
    assertThat(run.status().status()).isEqualTo("failed");
  }

  @Test
  void aRunStatusThatCannotBeRecordedDoesNotEndTheRun() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("record run executing", ErrorCode.INTERNAL, "bug")
        .fail("record run paused", ErrorCode.INTERNAL, "bug");
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    Run run = server.serve(ledger).start();
    hold.reached();

    assertThat(run.update("pause", "{}").status()).isEqualTo("paused");
    hold.release();
    run.update("resume", "{}");
    assertThat(run.result().status()).isEqualTo("completed");
  }

  @Test
  void aRunWhoseEndCannotBeRecordedSaysWhy() {
    ledger
        .serial("all", table("tasks", 1))
        .script
        .fail("finish completed", ErrorCode.STALE, "the run has another owner");
    Run run = server.serve(ledger).start();

    assertThat(run.failure().getOriginalMessage())
        .isEqualTo(
            "fence.stale: the run is over, but the ledger could not be told:"
                + " the run has another owner");
    assertThat(ledger.events("finish")).hasSize(1);
  }

  @Test
  void anOlderChildIsWaitedForAndNeverTerminated() {
    ledger.serial("all", table("tasks", 2)).parallelism(1);
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    server.serve(ledger);
    WorkflowStub older = older();
    hold.reached();

    Run run = server.start();
    run.awaitEntity("tasks", "migrating");
    Eventually.nothing();
    assertThat(ledger.events("open")).hasSize(1);

    hold.release();
    assertThat(older.getResult(Counts.class).read()).isEqualTo(18);
    assertThat(run.result().status()).isEqualTo("completed");
    assertThat(ledger.events("copied")).hasSize(2);
  }

  @Test
  void anOlderChildIsToldToStopWhenTheRunIsAborted() {
    ledger.serial("all", table("tasks", 1));
    Script.Hold hold = ledger.script.hold("copy tasks 1");
    server.serve(ledger);
    WorkflowStub older = older();
    hold.reached();
    Run run = server.start();
    run.awaitEntity("tasks", "migrating");

    run.update("abort", "{}");
    assertThat(older.getResult(Counts.class)).isNull();
    assertThat(run.result().status()).isEqualTo("aborted");
    assertThat(ledger.events())
        .containsSubsequence("stopped tasks 1", "halt tasks", "finish aborted");
  }

  /** A child as a reset leaves it behind: it runs under the id that the run will want to use. */
  private WorkflowStub older() {
    WorkflowStub older =
        server
            .client()
            .newUntypedWorkflowStub(
                "EntityWorkflow",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("run-1/all/tasks")
                    .setTaskQueue(RunServer.TASK_QUEUE)
                    .build());
    older.start(new EntityActivities.EntityTask("run-1", "owner", "1/2/target", "all", "tasks", 1));
    return older;
  }
}

package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.FakeLedger.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Phase.GateAfter;
import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writes the histories that {@link RecordedHistoriesTest} replays. Off unless {@code
 * -Dhistories.record=true}; to be run on released code only, never on the change that is to be
 * tested.
 */
@EnabledIfSystemProperty(named = "histories.record", matches = "true")
class RecordHistoriesTest {
  @RegisterExtension final RunServer server = new RunServer();
  private final FakeLedger ledger =
      new FakeLedger()
          .searchAttributes()
          .serial("foundation", table("practices", 2))
          .phase(
              "primary",
              true,
              GateAfter.PHASE,
              table("patients", 3, "practices"),
              table("cases", 1, "patients"));

  @Test
  void completed() throws IOException {
    Run run = start("completed");

    assertThat(run.result().status()).isEqualTo("completed");
    write(run);
  }

  @Test
  void pausedAndResumed() throws IOException {
    Script.Hold hold = ledger.script.hold("copy patients 2");
    Run run = start("paused-and-resumed");
    hold.reached();
    run.update("pause", "{\"reason\":\"maintenance\"}");
    hold.release();
    run.update("resume", "{}");

    assertThat(run.result().status()).isEqualTo("completed");
    write(run);
  }

  @Test
  void failedAndRetried() throws IOException {
    ledger
        .script
        .fail("copy practices 1", ErrorCode.STRUCTURE, "no such column")
        .failChecks("patients", "counts");
    Run run = start("failed-and-retried");
    run.awaitEntity("practices", "failed");
    run.update("retry", "{\"entity\":\"practices\"}");
    run.awaitEntity("patients", "failed");
    run.update("skip", "{\"entity\":\"patients\",\"written\":\"keep\"}");

    assertThat(run.result().status()).isEqualTo("completed");
    write(run);
  }

  @Test
  void rolledBackAndRetried() throws Exception {
    ledger.script.failChecks("patients", "counts");
    Run run = start("rolled-back-and-retried");
    run.awaitEntity("patients", "failed");
    run.later("rollback", "{\"all\":true,\"reason\":\"anew\"}", RollbackWorkflow.Result.class)
        .get(20, TimeUnit.SECONDS);
    run.update("retry", "{\"all\":true}");

    assertThat(run.result().status()).isEqualTo("completed");
    write(run);
  }

  private Run start(String id) {
    return server.serve(ledger).start(id, Run.json("{\"plan\":\"core\"}"));
  }

  private void write(Run run) throws IOException {
    Path directory = Path.of("src", "test", "resources", "histories");
    Files.createDirectories(directory);
    int number = 0;
    for (WorkflowExecutionHistory history : Histories.of(server.client(), run.id()).all()) {
      Path file = directory.resolve(run.id() + "." + number++ + ".json");
      Files.writeString(file, named(history).toJson(true) + "\n");
    }
  }

  /** The in-memory server leaves out the workflow id, from which the children's ids derive. */
  private static WorkflowExecutionHistory named(WorkflowExecutionHistory history) {
    History.Builder named = history.getHistory().toBuilder();
    named
        .getEventsBuilder(0)
        .getWorkflowExecutionStartedEventAttributesBuilder()
        .setWorkflowId(history.getWorkflowExecution().getWorkflowId());
    return new WorkflowExecutionHistory(named.build());
  }
}

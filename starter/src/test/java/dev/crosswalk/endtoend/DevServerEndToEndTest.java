package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.testing.TestDatabases;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On a real Temporal server, when its command line is there. */
@EnabledIfEnvironmentVariable(
    named = TemporalServer.CLI,
    matches = ".+",
    disabledReason = "no temporal command line: .ci/temporal installs one and says where")
class DevServerEndToEndTest extends EndToEndSuite {
  DevServerEndToEndTest() {
    super(TemporalServer.real());
  }

  /**
   * Only here: the in-memory service does not take back a workflow task that was on its way to the
   * process that died, so a run there would wait for ever.
   */
  @Test
  void aWorkerKilledInTheMiddleOfATableIsReplacedAndNothingIsLostOrDoubled() throws Exception {
    List<String> calm = undisturbed("0.1");
    try (TestDatabases databases = new TestDatabases().builtIn("0.1", "all")) {
      databases.modern(SLOW);
      WorkflowStub run;
      try (WorkerFork doomed = new WorkerFork(databases, temporal.address)) {
        run = start(unique("killed"), 50, 500);
        await("orders in the middle", () -> rows(databases, "orders") >= 300);
        doomed.kill();
      }
      assertThat(rows(databases, "orders")).isLessThan(2000);
      databases.modern("drop trigger slow on orders");
      try (WorkerFork next = new WorkerFork(databases, temporal.address)) {
        JsonNode result = result(run);

        assertThat(result.get("status").asText())
            .as(next.log())
            .isEqualTo("completed_with_rejects");
      }
      assertExact(databases, calm);
    }
  }
}

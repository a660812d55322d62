package dev.crosswalk.workflows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverterException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * An in-memory Temporal with a worker over a fake ledger, new for each test. Time is never skipped:
 * a run that waits for a person would fly through years. After a test that succeeded, the histories
 * of all its workflows are replayed and checked by {@link Histories}.
 */
final class RunServer implements BeforeEachCallback, AfterEachCallback {
  static final String TASK_QUEUE = "crosswalk";

  static {
    // Nearly every test provokes a failure on purpose; the SDK logs each with its whole stack.
    if (System.getenv("CROSSWALK_TEST_LOG") == null
        && LoggerFactory.getLogger("io.temporal") instanceof Logger temporal) {
      temporal.setLevel(Level.ERROR);
    }
  }

  private final List<Run> runs = new ArrayList<>();
  private @Nullable TestWorkflowEnvironment environment;
  private @Nullable FakeLedger ledger;

  @Override
  public void beforeEach(ExtensionContext context) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setIdentity("test").build());
    for (SearchAttributeKey<String> key : SearchAttributes.all()) {
      options.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    environment = TestWorkflowEnvironment.newInstance(options.build());
  }

  /** Starts a worker as the product does, over this ledger. */
  RunServer serve(FakeLedger served) {
    ledger = served;
    Worker worker =
        environment()
            .newWorker(
                TASK_QUEUE,
                WorkerOptions.newBuilder()
                    .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
                    .build());
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(
                DataConverterException.class,
                IllegalArgumentException.class,
                IllegalStateException.class)
            .build(),
        MigrationWorkflowImpl.class,
        EntityWorkflowImpl.class,
        RollbackWorkflowImpl.class);
    worker.registerActivitiesImplementations(served, new FakeRollback(served));
    environment().start();
    return this;
  }

  /** Starts a run of plan {@code core}. */
  Run start() {
    return start(Run.json("{\"plan\":\"core\"}"));
  }

  Run start(String id, JsonNode input) {
    Run run = prepare(id);
    run.stub().start(input);
    return run;
  }

  /** Starts a run with these arguments, of whatever kind. */
  Run start(@Nullable Object... input) {
    Run run = prepare("run-" + (runs.size() + 1));
    run.stub().start(input);
    return run;
  }

  /** A run that is still to be started. */
  Run prepare(String id) {
    WorkflowStub stub =
        client()
            .newUntypedWorkflowStub(
                "MigrationWorkflow",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TASK_QUEUE)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                    .build());
    Run run = new Run(client(), stub);
    runs.add(run);
    return run;
  }

  WorkflowClient client() {
    return environment().getWorkflowClient();
  }

  TestWorkflowEnvironment environment() {
    if (environment == null) {
      throw new IllegalStateException("only inside a test");
    }
    return environment;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      if (ledger != null) {
        ledger.script.releaseAll();
      }
      for (Run run : runs) {
        Histories histories = Histories.of(client(), run.id());
        if (context.getExecutionException().isEmpty()) {
          histories.check();
        } else {
          System.err.println(histories);
        }
      }
    } finally {
      environment().close();
    }
  }
}

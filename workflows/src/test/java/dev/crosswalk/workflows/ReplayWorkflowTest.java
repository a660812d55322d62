package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A replay goes through its entities in order, and gives the target back whatever happens. */
@Timeout(60)
class ReplayWorkflowTest {
  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** A ledger in which each entity has one row to replay. */
  private class Fake implements ReplayActivities {
    @Override
    public Opened open(Start start) {
      calls.add("open " + start.request() + " by " + start.workflowId());
      return new Opened("target", List.of(new Entity("owners", 3), new Entity("animals", 4)));
    }

    @Override
    public List<Replayed> rows(RowsTask task) {
      calls.add("rows " + task.entity() + " " + task.epoch());
      return List.of(new Replayed("one", task.entity(), 1, 1, 0, 0, 0));
    }

    @Override
    public Summary close(CloseTask task) {
      calls.add("close " + task.run() + " " + task.targetFingerprint());
      return new Summary(task.run(), "completed", 0, 0);
    }
  }

  private WorkflowStub start(ReplayActivities activities, @Nullable String input) {
    Worker worker = environment.newWorker("crosswalk");
    worker.registerWorkflowImplementationTypes(ReplayWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    environment.start();
    WorkflowStub stub =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "ReplayWorkflow",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("one/replay")
                    .setTaskQueue("crosswalk")
                    .build());
    stub.start(input == null ? null : Run.json(input));
    return stub;
  }

  private static JsonNode result(WorkflowStub stub) throws Exception {
    return stub.getResult(30, TimeUnit.SECONDS, JsonNode.class);
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void entitiesAreReplayedInOrderUnderTheirEpochs() throws Exception {
    WorkflowStub stub =
        start(new Fake(), "{\"run\":\"one\",\"code\":\"missing_parent.orphan\",\"rejects\":[7]}");

    JsonNode result = result(stub);

    assertThat(result.at("/summary/status").asText()).isEqualTo("completed");
    assertThat(result.at("/entities/1/entity").asText()).isEqualTo("animals");
    assertThat(calls)
        .containsExactly(
            "open ReplayRequest[run=one, entity=null, code=missing_parent.orphan, rejects=[7]]"
                + " by one/replay",
            "rows owners 3",
            "rows animals 4",
            "close one target");
  }

  @Test
  void aRefusalIsReadable() {
    WorkflowStub stub =
        start(
            new Fake() {
              @Override
              public Opened open(Start start) {
                throw Failures.of(ErrorCode.RUN_BUSY, "the target belongs to run 'two'");
              }
            },
            "{\"run\":\"one\"}");

    assertThatThrownBy(() -> result(stub))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("run.busy: the target belongs to run 'two'");
    assertThat(calls).containsExactly("close one null");
  }

  @Test
  void aCancelledReplayGivesTheTargetBack() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    WorkflowStub stub =
        start(
            new Fake() {
              @Override
              public List<Replayed> rows(RowsTask task) {
                busy.countDown();
                while (true) {
                  Activity.getExecutionContext().heartbeat("at it");
                  Eventually.nothing();
                }
              }
            },
            "{\"run\":\"one\"}");
    assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

    stub.cancel();

    assertThatThrownBy(() -> result(stub)).rootCause().isInstanceOf(CanceledFailure.class);
    assertThat(calls.get(calls.size() - 1)).isEqualTo("close one target");
  }

  @Test
  void whatIsWrongWithTheInputIsSaid() {
    for (String input :
        List.of(
            "{}|\"run\" is missing",
            "{\"run\":\"one\",\"key\":\"5\"}|unknown field \"key\"",
            "{\"run\":\"one\",\"code\":\"nonsense\"}|no code 'nonsense'",
            "{\"run\":\"one\",\"rejects\":[0]}|must be a list of at most 1000 whole numbers",
            "{\"run\":\"one\",\"rejects\":5}|must be a list",
            "[]|expected one JSON object")) {
      String[] parts = input.split("\\|", 2);
      assertThatThrownBy(() -> ReplayRequest.parse(Run.json(parts[0])))
          .hasMessageContaining("input.invalid: ")
          .hasMessageContaining(parts[1]);
    }
  }
}

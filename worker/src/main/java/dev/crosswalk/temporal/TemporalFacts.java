package dev.crosswalk.temporal;

import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a server says of itself.
 *
 * @param retention how long the history of a workflow is kept after its end
 * @param searchAttributes whether all of ours are registered
 * @param workers identities that polled the task queue within the last minute
 */
public record TemporalFacts(
    String serverVersion, Duration retention, boolean searchAttributes, List<String> workers) {
  private static final long DEADLINE_SECONDS = 5;
  private static final Duration RECENTLY = Duration.ofMinutes(1);

  /** Asks the server; throws what it meets when the server or the namespace is not there. */
  public static TemporalFacts read(TemporalConnection temporal, String taskQueue) {
    String version =
        stub(temporal).getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion();
    long retention =
        stub(temporal)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(temporal.namespace()).build())
            .getConfig()
            .getWorkflowExecutionRetentionTtl()
            .getSeconds();
    return new TemporalFacts(
        version,
        Duration.ofSeconds(retention),
        SearchAttributeRegistry.present(temporal),
        workers(temporal, taskQueue));
  }

  private static List<String> workers(TemporalConnection temporal, String taskQueue) {
    Instant since = Instant.now().minus(RECENTLY);
    try {
      return stub(temporal)
          .describeTaskQueue(
              DescribeTaskQueueRequest.newBuilder()
                  .setNamespace(temporal.namespace())
                  .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                  .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                  .build())
          .getPollersList()
          .stream()
          .filter(poller -> Timestamps.toMillis(poller.getLastAccessTime()) > since.toEpochMilli())
          .map(PollerInfo::getIdentity)
          .sorted()
          .toList();
    } catch (StatusRuntimeException unsupported) {
      return List.of();
    }
  }

  private static WorkflowServiceBlockingStub stub(TemporalConnection temporal) {
    return temporal.stubs().blockingStub().withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}

package dev.crosswalk.temporal;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One connection to a Temporal server. Thread-safe; whoever opens it closes it. */
public final class TemporalConnection implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final Duration CALL = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  /** Prepares the connection; nothing is sent before it is needed. */
  public TemporalConnection(ClientConfigProfile profile) {
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .validateAndBuildWithDefaults());
    this.client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions()).build());
  }

  /**
   * Temporal's own settings: {@code TEMPORAL_*} before a profile of {@code temporal.toml} before
   * its defaults. Fails when they cannot be read.
   */
  public static ClientConfigProfile settings(Map<String, String> environment) {
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (IOException | RuntimeException unreadable) {
      throw new Failure(
          ErrorCode.INPUT,
          // Its message may quote temporal.toml, and that may hold a key.
          "Temporal's settings cannot be read; see: crosswalk config show",
          unreadable);
    }
  }

  /** Waits until the server answers; throws what the last try met when it does not in time. */
  public void await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        stubs.connect(patience);
        return;
      } catch (StatusRuntimeException refused) {
        boolean mayCome = refused.getStatus().getCode() == Status.Code.UNAVAILABLE;
        if (!mayCome || System.nanoTime() > deadline) {
          throw refused;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** Whether the server answers the cheapest of calls in time. */
  public boolean answers(Duration patience) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException silent) {
      return false;
    }
  }

  /**
   * Whether a workflow runs under this id; not so when the namespace has forgotten it, or never
   * knew it.
   */
  public boolean runs(String workflowId) {
    WorkflowServiceGrpc.WorkflowServiceBlockingStub calls =
        stubs.blockingStub().withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return !calls
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(namespace())
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                  .build())
          .getWorkflowExecutionInfo()
          .hasCloseTime();
    } catch (StatusRuntimeException unknown) {
      if (unknown.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw unknown;
      }
      // A namespace that is not there says the same; that is a mistake in the settings.
      calls.describeNamespace(
          DescribeNamespaceRequest.newBuilder().setNamespace(namespace()).build());
      return false;
    }
  }

  public String address() {
    return stubs.getOptions().getTarget();
  }

  public String namespace() {
    return client.getOptions().getNamespace();
  }

  public WorkflowClient client() {
    return client;
  }

  /** For calls that the client does not offer. */
  public WorkflowServiceStubs stubs() {
    return stubs;
  }

  /** Whoever closes has nothing left to wait for, and a long poll would be waited for. */
  @Override
  public void close() {
    stubs.shutdownNow();
  }
}

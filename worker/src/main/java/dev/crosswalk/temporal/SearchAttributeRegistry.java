package dev.crosswalk.temporal;

import dev.crosswalk.workflows.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes our search attributes known to a server, where it lets us. */
public final class SearchAttributeRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistry.class);
  private static final long DEADLINE_SECONDS = 10;

  private SearchAttributeRegistry() {}

  /**
   * Registers what is missing.
   *
   * @return whether all are there now; when not, no workflow may write one, as it would hang
   */
  public static boolean register(TemporalConnection temporal) {
    try {
      add(temporal);
      return true;
    } catch (StatusRuntimeException refused) {
      boolean present =
          refused.getStatus().getCode() == Status.Code.ALREADY_EXISTS || present(temporal);
      if (!present) {
        LOG.warn(
            "search attributes are not registered ({}); runs go on without them. To have them: {}",
            refused.getStatus().getCode(),
            command());
      }
      return present;
    }
  }

  /** Adding one that is there already succeeds. */
  private static void add(TemporalConnection temporal) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(temporal.namespace());
    for (SearchAttributeKey<String> key : SearchAttributes.all()) {
      request.putSearchAttributes(key.getName(), key.getValueType());
    }
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(temporal.stubs().getOptions())
                .validateAndBuildWithDefaults());
    try {
      operator
          .blockingStub()
          .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .addSearchAttributes(request.build());
    } finally {
      operator.shutdownNow();
    }
  }

  /** Asks in the way that also works where operator calls are forbidden. */
  static boolean present(TemporalConnection temporal) {
    try {
      Collection<String> known =
          temporal
              .stubs()
              .blockingStub()
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(temporal.namespace()).build())
              .getConfig()
              .getCustomSearchAttributeAliasesMap()
              .values();
      return SearchAttributes.all().stream().allMatch(key -> known.contains(key.getName()));
    } catch (StatusRuntimeException refused) {
      return false;
    }
  }

  /** What registers them by hand. */
  public static String command() {
    StringBuilder command = new StringBuilder("temporal operator search-attribute create");
    for (SearchAttributeKey<String> key : SearchAttributes.all()) {
      command.append(" --name ").append(key.getName()).append(" --type Keyword");
    }
    return command.toString();
  }
}

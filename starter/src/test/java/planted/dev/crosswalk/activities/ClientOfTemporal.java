package planted.dev.crosswalk.activities;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Planted: each method is a violation. */
public final class ClientOfTemporal {
  private ClientOfTemporal() {}

  static Object stub(WorkflowClient client) {
    return client.newUntypedWorkflowStub("x");
  }

  static Object options() {
    return WorkflowOptions.getDefaultInstance();
  }
}

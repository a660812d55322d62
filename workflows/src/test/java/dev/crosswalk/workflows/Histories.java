package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.util.ArrayList;
import java.util.List;

/** The histories of a run and of all its children. */
final class Histories {
  /** DESIGN §13. */
  private static final int MOST_PAYLOAD_BYTES = 32 * 1024;

  private final List<WorkflowExecutionHistory> histories = new ArrayList<>();

  private Histories() {}

  static Histories of(WorkflowClient client, String workflowId) {
    Histories found = new Histories();
    WorkflowExecutionHistory run = client.fetchHistory(workflowId);
    found.histories.add(run);
    for (HistoryEvent event : run.getEvents()) {
      if (event.getEventType() == EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED) {
        WorkflowExecution child =
            event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution();
        found.histories.add(client.fetchHistory(child.getWorkflowId(), child.getRunId()));
      }
    }
    return found;
  }

  List<WorkflowExecutionHistory> all() {
    return histories;
  }

  /** Replays every history, and looks for what no history may hold. */
  void check() throws Exception {
    for (WorkflowExecutionHistory history : histories) {
      String id = history.getWorkflowExecution().getWorkflowId();
      for (HistoryEvent event : history.getEvents()) {
        assertThat(failedByCode(event)).as("a workflow task of %s failed: %s", id, event).isFalse();
        checkPayloads(id, event);
      }
    }
    replay(histories);
  }

  /** A task that wanted to end the workflow while a signal came in is repeated, by design. */
  private static boolean failedByCode(HistoryEvent event) {
    return event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
        && event.getWorkflowTaskFailedEventAttributes().getCause()
            != WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
  }

  /** The events of all workflows, one a line, for whoever has to understand a failed test. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (WorkflowExecutionHistory history : histories) {
      text.append(history.getWorkflowExecution().getWorkflowId()).append('\n');
      for (HistoryEvent event : history.getEvents()) {
        String type = event.getEventType().name().substring("EVENT_TYPE_".length());
        if (!type.startsWith("WORKFLOW_TASK_") || type.endsWith("FAILED")) {
          text.append("  ").append(event.getEventId()).append(' ').append(type).append(' ');
          text.append(detail(event)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String detail(HistoryEvent event) {
    String attributes = TextFormat.printer().shortDebugString(event);
    int begin = attributes.indexOf("_attributes {");
    return attributes.substring(begin, Math.min(attributes.length(), begin + 200));
  }

  /** Takes this code through the histories; throws when it would take another path. */
  static void replay(List<WorkflowExecutionHistory> histories) throws Exception {
    WorkflowReplayer.replayWorkflowExecutions(
        histories,
        true,
        MigrationWorkflowImpl.class,
        EntityWorkflowImpl.class,
        RollbackWorkflowImpl.class);
  }

  private static void checkPayloads(String id, Message message) {
    for (Object value : message.getAllFields().values()) {
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      for (Object element : values) {
        if (element instanceof Payload payload) {
          assertThat(payload.getData().size())
              .as("bytes of a payload of %s", id)
              .isLessThan(MOST_PAYLOAD_BYTES);
        } else if (element instanceof Message nested) {
          checkPayloads(id, nested);
        }
      }
    }
  }
}

package dev.crosswalk.starter.bench;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.crosswalk.workflows.EntityActivities;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What Temporal's own histories of one run tell, that of its workflow and of its children.
 *
 * @param events of the longest history
 * @param payload bytes of the largest payload
 * @param working seconds in which the run's activities had all the slots they could use; the rest
 *     of the run's time is Temporal's. While chunks are still to be started, a slot without one
 *     counts as its share; else time counts as Temporal's when no activity works at all
 */
record RunHistory(int events, int payload, double working) {
  /** One attempt of an activity, in seconds since the epoch. */
  private record Span(boolean chunk, double from, double to) {}

  /** The histories of a run that is over, its own and those of its children. */
  static List<List<HistoryEvent>> fetch(WorkflowClient client, String workflowId) {
    List<List<HistoryEvent>> histories = new ArrayList<>();
    List<String> workflows = new ArrayList<>(List.of(workflowId));
    for (int at = 0; at < workflows.size(); at++) {
      List<HistoryEvent> history = client.fetchHistory(workflows.get(at)).getEvents();
      histories.add(history);
      for (HistoryEvent event : history) {
        if (event.hasChildWorkflowExecutionStartedEventAttributes()) {
          workflows.add(
              event
                  .getChildWorkflowExecutionStartedEventAttributes()
                  .getWorkflowExecution()
                  .getWorkflowId());
        }
      }
    }
    return histories;
  }

  /** What they tell about a run with so many slots for chunks. */
  static RunHistory of(List<List<HistoryEvent>> histories, int parallelism) {
    int events = 0;
    int payload = 0;
    List<Span> spans = new ArrayList<>();
    for (List<HistoryEvent> history : histories) {
      events = Math.max(events, history.size());
      for (HistoryEvent event : history) {
        payload = Math.max(payload, largest(event));
      }
      spans.addAll(spans(history));
    }
    return new RunHistory(events, payload, working(spans, parallelism));
  }

  private static int largest(Message message) {
    if (message instanceof Payload payload) {
      return payload.getSerializedSize();
    }
    int largest = 0;
    for (Object field : message.getAllFields().values()) {
      for (Object one : field instanceof List<?> list ? list : List.of(field)) {
        if (one instanceof Message part) {
          largest = Math.max(largest, largest(part));
        }
      }
    }
    return largest;
  }

  private static List<Span> spans(List<HistoryEvent> history) {
    Map<Long, Boolean> chunks = new HashMap<>();
    Map<Long, Double> starts = new HashMap<>();
    List<Span> spans = new ArrayList<>();
    for (HistoryEvent event : history) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        String type = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
        chunks.put(event.getEventId(), type.equals(EntityActivities.COPY_CHUNK));
      } else if (event.hasActivityTaskStartedEventAttributes()) {
        long scheduled = event.getActivityTaskStartedEventAttributes().getScheduledEventId();
        starts.put(scheduled, seconds(event.getEventTime()));
      } else if (event.hasActivityTaskCompletedEventAttributes()) {
        long scheduled = event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
        spans.add(
            new Span(
                chunks.getOrDefault(scheduled, false),
                starts.getOrDefault(scheduled, 0.0),
                seconds(event.getEventTime())));
      }
    }
    return spans;
  }

  private static double working(List<Span> spans, int parallelism) {
    List<Span> chunks = spans.stream().filter(Span::chunk).toList();
    int slots = Math.min(parallelism, chunks.size());
    double first = chunks.stream().mapToDouble(Span::from).min().orElse(0);
    double last = chunks.stream().mapToDouble(Span::from).max().orElse(0);
    TreeSet<Double> moments = new TreeSet<>();
    spans.forEach(span -> moments.addAll(List.of(span.from(), span.to())));
    double working = 0;
    double before = moments.isEmpty() ? 0 : moments.first();
    for (double moment : moments) {
      double middle = (before + moment) / 2;
      boolean dispatching = first < middle && middle < last;
      double share =
          dispatching
              ? Math.min(1, (double) at(chunks, middle) / slots)
              : Math.min(1, at(spans, middle));
      working += (moment - before) * share;
      before = moment;
    }
    return working;
  }

  private static long at(List<Span> spans, double moment) {
    return spans.stream().filter(span -> span.from() < moment && moment < span.to()).count();
  }

  private static double seconds(Timestamp time) {
    return time.getSeconds() + time.getNanos() / 1e9;
  }
}

package dev.crosswalk.starter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.crosswalk.workflows.EntityActivities;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private final List<HistoryEvent> run = new ArrayList<>();
  private final List<HistoryEvent> child = new ArrayList<>();

  @Test
  void timeIsTemporalsWhenNoActivityWorks() {
    activity(run, "Run_Preflight", 0, 2);
    activity(child, "Entity_Open", 3, 5);
    activity(child, EntityActivities.COPY_CHUNK, 5, 9);
    activity(child, "Entity_Close", 10, 11);

    assertThat(working(2)).isCloseTo(2 + 2 + 4 + 1, within(1e-6));
  }

  @Test
  void whileChunksAreStillToBeStartedAnEmptySlotCounts() {
    activity(child, EntityActivities.COPY_CHUNK, 0, 4);
    activity(child, EntityActivities.COPY_CHUNK, 0, 10);
    activity(child, EntityActivities.COPY_CHUNK, 5, 8);

    // One of two slots is empty from 4 to 5; after 8 there is no chunk left for it.
    assertThat(working(2)).isCloseTo(9.5, within(1e-6));
    // With three slots there was always one empty until the last chunk began.
    assertThat(working(3)).isCloseTo(5 + (4 * 2 / 3.0 + 1 / 3.0), within(1e-6));
  }

  @Test
  void theLongestHistoryAndTheLargestPayloadAreFound() {
    activity(run, "Run_Preflight", 0, 1);
    activity(child, "Entity_Open", 1, 2);
    Payload large = Payload.newBuilder().setData(ByteString.copyFrom(new byte[1_000])).build();
    child.add(
        HistoryEvent.newBuilder()
            .setActivityTaskCompletedEventAttributes(
                ActivityTaskCompletedEventAttributes.newBuilder()
                    .setResult(Payloads.newBuilder().addPayloads(large)))
            .build());

    RunHistory history = RunHistory.of(List.of(run, child), 2);

    assertThat(history.events()).isEqualTo(4);
    assertThat(history.payload()).isEqualTo(large.getSerializedSize());
  }

  private double working(int slots) {
    return RunHistory.of(List.of(run, child), slots).working();
  }

  private static void activity(List<HistoryEvent> history, String type, long from, long to) {
    long id = history.size() + 1L;
    history.add(
        event(id, from)
            .setActivityTaskScheduledEventAttributes(
                ActivityTaskScheduledEventAttributes.newBuilder()
                    .setActivityType(ActivityType.newBuilder().setName(type)))
            .build());
    history.add(
        event(id + 1, from)
            .setActivityTaskStartedEventAttributes(
                ActivityTaskStartedEventAttributes.newBuilder().setScheduledEventId(id))
            .build());
    history.add(
        event(id + 2, to)
            .setActivityTaskCompletedEventAttributes(
                ActivityTaskCompletedEventAttributes.newBuilder().setScheduledEventId(id))
            .build());
  }

  private static HistoryEvent.Builder event(long id, long seconds) {
    return HistoryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(Timestamp.newBuilder().setSeconds(seconds));
  }
}

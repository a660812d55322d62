package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that began under older code must go on under this code. */
class RecordedHistoriesTest {
  private static final String RED =
      """
      This code takes another path than the code that recorded %s.
      A run that is under way when it is deployed would be stuck. Put the change behind
      Workflow.getVersion, so that old histories take the old path. Do not record the history anew:
      that only hides it. A release adds histories of its own with -Dhistories.record=true.
      (Before the first release there are no such runs; then, and only then, record anew.)
      """;

  static List<Path> recorded() throws IOException, URISyntaxException {
    Path directory =
        Path.of(
            Objects.requireNonNull(RecordedHistoriesTest.class.getResource("/histories")).toURI());
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aRecordedHistoryIsReplayedByThisCode(Path file) throws IOException {
    WorkflowExecutionHistory history = WorkflowExecutionHistory.fromJson(Files.readString(file));
    try {
      Histories.replay(List.of(history));
    } catch (Exception other) {
      throw new AssertionError(RED.formatted(file.getFileName()), other);
    }
  }

  @Test
  void everyKindOfRunIsRecordedWithItsChildren() throws IOException, URISyntaxException {
    assertThat(recorded())
        .extracting(file -> String.valueOf(file.getFileName()))
        .contains(
            "completed.0.json",
            "completed.1.json",
            "failed-and-retried.0.json",
            "failed-and-retried.1.json",
            "paused-and-resumed.0.json",
            "paused-and-resumed.1.json");
  }
}

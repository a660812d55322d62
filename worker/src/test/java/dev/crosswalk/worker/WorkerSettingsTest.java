package dev.crosswalk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSettingsTest {
  @TempDir private Path directory;

  @Test
  void takesWhatAWorkerNeeds() {
    WorkerSettings settings =
        WorkerSettings.of(
            read(
                Map.of(
                    "CROSSWALK_SOURCE_URL", "postgresql://reader@old/legacy",
                    "CROSSWALK_TARGET_URL", "postgresql://loader@new:5433/modern",
                    "CROSSWALK_TASK_QUEUE", "night",
                    "CROSSWALK_PARALLELISM", "12")));

    assertThat(settings.source().address()).isEqualTo("old:5432/legacy");
    assertThat(settings.target().address()).isEqualTo("new:5433/modern");
    assertThat(settings.taskQueue()).isEqualTo("night");
    assertThat(settings.parallelism()).isEqualTo(12);
  }

  @Test
  void whatIsMissingAndWhatIsWrongIsToldAtOnce() {
    Settings settings =
        read(Map.of("CROSSWALK_SOURCE_URL", "mysql://old", "CROSSWALK_PARALLELISM", "0"));

    assertThatThrownBy(() -> WorkerSettings.of(settings))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll(
            "CROSSWALK_SOURCE_URL is not a URI",
            "CROSSWALK_TARGET_URL is not set",
            "CROSSWALK_PARALLELISM must be a whole number from 1 to 64");
  }

  private Settings read(Map<String, String> environment) {
    return Settings.read(Map.of(), environment, directory);
  }
}

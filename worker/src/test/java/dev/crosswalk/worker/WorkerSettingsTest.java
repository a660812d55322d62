package dev.crosswalk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSettingsTest {
  private static final String SOURCE = "postgresql://reader:secret@old/legacy";
  private static final String TARGET = "postgresql://loader@new:5433/modern";

  @Test
  void defaults() {
    WorkerSettings settings =
        WorkerSettings.read(Map.of("CROSSWALK_SOURCE_URL", SOURCE, "CROSSWALK_TARGET_URL", TARGET));

    assertThat(settings.source().jdbcUrl()).isEqualTo("jdbc:postgresql://old:5432/legacy");
    assertThat(settings.source().password()).isEqualTo("secret");
    assertThat(settings.target().user()).isEqualTo("loader");
    assertThat(settings.target().password()).isNull();
    assertThat(settings.taskQueue()).isEqualTo("crosswalk");
    assertThat(settings.parallelism()).isBetween(1, 4);
  }

  @Test
  void everythingGiven(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "from file\n");

    WorkerSettings settings =
        WorkerSettings.read(
            Map.of(
                "CROSSWALK_SOURCE_URL",
                SOURCE,
                "CROSSWALK_SOURCE_PASSWORD",
                "goes first",
                "CROSSWALK_TARGET_URL",
                TARGET,
                "CROSSWALK_TARGET_PASSWORD_FILE",
                file.toString(),
                "CROSSWALK_TASK_QUEUE",
                "night",
                "CROSSWALK_PARALLELISM",
                "12"));

    assertThat(settings.source().password()).isEqualTo("goes first");
    assertThat(settings.target().password()).isEqualTo("from file");
    assertThat(settings.taskQueue()).isEqualTo("night");
    assertThat(settings.parallelism()).isEqualTo(12);
  }

  @Test
  void everyProblemIsToldAtOnceAndNoSecret() {
    assertThatThrownBy(
            () ->
                WorkerSettings.read(
                    Map.of(
                        "CROSSWALK_SOURCE_URL", "mysql://root:secret@old/legacy",
                        "CROSSWALK_TARGET_PASSWORD", "secret",
                        "CROSSWALK_TARGET_PASSWORD_FILE", "/nowhere",
                        "CROSSWALK_PARALLELISM", "0")))
        .isInstanceOf(Failure.class)
        .hasMessageContainingAll(
            "CROSSWALK_SOURCE_URL is not a URI",
            "CROSSWALK_TARGET_URL is not set",
            "CROSSWALK_TARGET_PASSWORD and CROSSWALK_TARGET_PASSWORD_FILE are both set",
            "CROSSWALK_PARALLELISM must be a whole number from 1 to 64")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThatThrownBy(
            () ->
                WorkerSettings.read(
                    Map.of(
                        "CROSSWALK_SOURCE_URL", SOURCE,
                        "CROSSWALK_SOURCE_PASSWORD_FILE", "/nowhere/password",
                        "CROSSWALK_TARGET_URL", TARGET)))
        .hasMessageContaining(
            "CROSSWALK_SOURCE_PASSWORD_FILE names a file that cannot be read: /nowhere/password");
  }

  @Test
  void sourceAndTargetAreTwo() {
    assertThatThrownBy(
            () ->
                WorkerSettings.read(
                    Map.of("CROSSWALK_SOURCE_URL", TARGET, "CROSSWALK_TARGET_URL", TARGET)))
        .hasMessageContaining("name the same database");
  }
}

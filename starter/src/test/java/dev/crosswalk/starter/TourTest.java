package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the demo, from the kill of a worker to the phase that is loaded again. */
class TourTest {
  private static final String CLI = "CROSSWALK_TEMPORAL_CLI";

  private static Typed demo(Map<String, String> environment, Path reports, String... more) {
    String[] arguments = {"demo", "--tour", "--report-dir", reports.toString()};
    return Typed.in(
        environment,
        Path.of(""),
        Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = CLI,
      matches = ".+",
      disabledReason = "no temporal command line: .ci/temporal installs one and says where")
  void goesFromTheDeathOfAWorkerToAPhaseThatIsLoadedAgain(@TempDir Path reports) {
    Typed tour = demo(Map.of(CLI, System.getenv(CLI)), reports);
    assertThat(tour.exit()).as("%s%n%s", tour.out(), tour.err()).isZero();
    assertThat(tour.out())
        .contains("kill -9", "crosswalk rejects replay", "orders       empty, as before the phase")
        .contains("orders       identical", "That was the tour")
        .doesNotContain("CHANGED");
  }

  @Test
  void isRefusedWhereItCouldNotShowWhatItPromises(@TempDir Path reports) {
    for (String other : List.of("--output=json", "--runs=2")) {
      Typed refused = demo(Map.of(), reports, other);
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err()).contains("--tour goes its own way");
    }
  }
}

package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A handful of trials; docs/reliability.md says how to make hundreds. */
class ChaosCommandTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String out = "";
  private String err = "";

  private int chaos(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "chaos";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Typed typed = Typed.in(environment, directory, all);
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "CROSSWALK_TEMPORAL_CLI",
      matches = ".+",
      disabledReason = "no temporal command line: .ci/temporal installs one and says where")
  void aDisturbedRunEndsAsACalmOne() throws Exception {
    environment.putAll(System.getenv());
    int exit =
        chaos(
            "--seed=8",
            "--iterations=3",
            "--fault=kill,freeze,connections_cut",
            "--evidence=" + directory.resolve("found"),
            "--output=json");

    assertThat(exit).as(out + err).isZero();
    JsonNode result = new ObjectMapper().readTree(out);
    assertThat(result.get("seed").asLong()).isEqualTo(8);
    assertThat(result.get("iterations").asInt()).isEqualTo(3);
    assertThat(result.get("deviations").asInt()).isZero();
    assertThat(result.get("faults").size()).isPositive();
    assertThat(directory.resolve("found")).doesNotExist();
  }

  @Test
  void whatMeansNothingIsMisuse() {
    assertThat(chaos("--iterations=0")).isEqualTo(2);
    assertThat(err).contains("--iterations must be from 1");
    assertThat(chaos("--first=0")).isEqualTo(2);
    assertThat(chaos("--fault=earthquake")).isEqualTo(2);
    assertThat(err).contains("earthquake");
  }

  @Test
  void withoutTheTemporalCommandLineItSaysSo() {
    assertThat(chaos("--iterations=1")).isEqualTo(2);
    assertThat(err).contains("needs the temporal command line");
  }
}

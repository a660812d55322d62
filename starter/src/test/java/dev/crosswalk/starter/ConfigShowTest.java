package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.testing.Documents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigShowTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** Temporal's default file is that of whoever runs the test. */
  @BeforeEach
  void ownTemporalSettings() throws IOException {
    temporal("[profile.default]\n");
  }

  @Test
  void everySettingIsShownWithItsOrigin() throws IOException {
    Files.writeString(directory.resolve("crosswalk.yaml"), "task_queue: day\nplans: mine\n");
    temporal(
        """
        [profile.default]
        namespace = "clinic"
        api_key = "secret1"
        """);
    environment.put("CROSSWALK_TARGET_URL", "postgresql://loader:secret2@new/modern");
    environment.put("TEMPORAL_ADDRESS", "temporal.example:7233");

    assertThat(show()).isZero();

    assertThat(out.toString())
        .containsPattern("(?m)^task_queue +day +crosswalk.yaml:1$")
        .containsPattern("(?m)^source.url +not set$")
        .containsPattern("(?m)^target.url +postgresql://loader:\\*{4}@new/modern +environment CR")
        .containsPattern("(?m)^target.sslmode +prefer +default$")
        .containsPattern("(?m)^CROSSWALK_LOG +not set$")
        .containsPattern("(?m)^temporal.address +temporal.example:7233 +environment TEMPORAL_ADD")
        .containsPattern("(?m)^temporal.namespace +clinic +" + directory)
        .containsPattern("(?m)^temporal.api_key +\\*{4} +" + directory)
        .containsPattern("(?m)^temporal.tls +on, as there is an API key +" + directory)
        .doesNotContain("secret");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldAndTheRestIsShown() throws IOException {
    environment.put("CROSSWALK_TARGET_URL", "postgresql:/loader:secret@new/modern");
    environment.put("CROSSWALK_TASK_QUEUE", "night");
    environment.put("TEMPORAL_CONFIG_FILE", directory.resolve("nowhere.toml").toString());
    environment.put("TEMPORAL_PROFILE", "cloud");

    assertThat(show("--output", "json")).isEqualTo(2);

    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.at("/settings").findValuesAsText("name"))
        .contains("task_queue", "target.url", "temporal.profile");
    assertThat(answer.at("/settings").findValuesAsText("value"))
        .contains("night", "(cannot be read)", "cloud");
    assertThat(answer.at("/problems")).hasSize(3);
    assertThat(err.toString())
        .contains(
            "crosswalk: CROSSWALK_TARGET_URL is not a URI",
            "TEMPORAL_CONFIG_FILE names a file that is not there",
            "Temporal's settings cannot be read: see " + directory.resolve("nowhere.toml"));
    assertThat(out + "" + err).doesNotContain("secret");
  }

  @Test
  void aTemporalFileThatCannotBeReadIsNotQuoted() throws IOException {
    temporal("[profile.default]\napi_key = secret\n");

    assertThat(show()).isEqualTo(2);
    assertThat(err.toString())
        .contains("Temporal's settings cannot be read: see " + directory)
        .doesNotContain("secret");
  }

  @Test
  void anotherProfileIsShownOnRequest() {
    environment.put("CROSSWALK_TARGET_URL", "postgresql://loader@new/modern");

    assertThat(show("--profile", "production")).isEqualTo(2);
    assertThat(out.toString()).containsPattern("(?m)^profile +production +option --profile$");
    assertThat(err.toString())
        .contains("CROSSWALK_TARGET_URL: the profile production demands sslmode=verify-full");
  }

  @Test
  void everySettingStandsInTheDocument() throws IOException {
    for (String access : new String[] {"SOURCE", "TARGET", "SOURCE_OWNER", "TARGET_OWNER"}) {
      environment.put("CROSSWALK_" + access + "_URL", "postgresql://" + access + "/name");
    }
    Path password = Files.writeString(directory.resolve("password"), "secret");
    environment.put("CROSSWALK_SOURCE_PASSWORD_FILE", password.toString());
    environment.put("PGCONNECT_TIMEOUT", "3");
    String document = Documents.read("configuration.md");

    assertThat(show("--output", "json")).isZero();

    JsonNode settings = new ObjectMapper().readTree(out.toString()).at("/settings");
    assertThat(settings.findValuesAsText("name"))
        .contains("source.password_file")
        .hasSizeGreaterThan(30);
    for (String name : settings.findValuesAsText("name")) {
      // Each database has the same settings; the document names them once.
      String documented =
          name.replaceFirst("^(source|target)(_owner)?\\.", "").replaceFirst("^temporal\\.", "");
      assertThat(document).contains("`" + documented + "`");
    }
  }

  private void temporal(String toml) throws IOException {
    Path file = Files.writeString(directory.resolve("temporal.toml"), toml);
    environment.put("TEMPORAL_CONFIG_FILE", file.toString());
  }

  private int show(String... options) {
    CommandLine command = Crosswalk.commandLine(new Surroundings(environment, directory));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "config";
    arguments[1] = "show";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return command.execute(arguments);
  }
}

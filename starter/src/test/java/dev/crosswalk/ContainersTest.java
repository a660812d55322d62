package dev.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be known of the container files without running a container. */
class ContainersTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{(CROSSWALK_[A-Z_]+):\\?[^}]+}");
  private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)");
  private static final Pattern PINNED = Pattern.compile(".+:[^:]*[0-9]+\\.[0-9][^:]*");

  private final JsonNode compose = new YAMLMapper().readTree(read("docker-compose.yml"));
  private final String dockerfile = read("worker/Dockerfile");

  ContainersTest() throws IOException {}

  @Test
  void nothingIsReachableFromAnotherMachine() {
    List<String> ports = new ArrayList<>();
    for (JsonNode service : compose.path("services")) {
      service.path("ports").forEach(port -> ports.add(port.asText()));
      assertThat(service.has("network_mode")).isFalse();
    }

    assertThat(ports).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
  }

  @Test
  void noPasswordIsWrittenDownAndNoneHasADefault() throws IOException {
    Set<String> required = new TreeSet<>();
    for (JsonNode service : compose.path("services")) {
      for (Map.Entry<String, JsonNode> setting : service.path("environment").properties()) {
        String value = setting.getValue().asText();
        if (setting.getKey().contains("PASSWORD")) {
          assertThat(value).as(setting.getKey()).matches(REQUIRED);
        }
        assertThat(value).as(setting.getKey()).doesNotContainPattern("://[^/]*:[^/]*@");
      }
    }
    for (MatchResult use : REQUIRED.matcher(read("docker-compose.yml")).results().toList()) {
      required.add(use.group(1));
    }

    assertThat(dockerfile).doesNotContainIgnoringCase("password");
    assertThat(read(".env.example").lines().filter(line -> !line.startsWith("#")))
        .as("each is named, and has no value")
        .containsExactlyInAnyOrderElementsOf(required.stream().map(name -> name + "=").toList());
    assertThat(read(".gitignore").lines()).contains(".env");
  }

  @Test
  void theWorkerEntersAsReaderAndLoaderOnly() {
    JsonNode environment = compose.path("services").path("worker").path("environment");

    assertThat(environment.path("CROSSWALK_SOURCE_URL").asText())
        .startsWith("postgresql://reader@");
    assertThat(environment.path("CROSSWALK_TARGET_URL").asText())
        .startsWith("postgresql://loader@");
    assertThat(environment.toString()).doesNotContain("OWNER", "SUPERUSER");
  }

  @Test
  void everyImageIsOfOneVersion() {
    List<String> images = new ArrayList<>();
    for (JsonNode service : compose.path("services")) {
      if (!service.has("build")) {
        images.add(service.path("image").asText());
      }
    }
    FROM.matcher(dockerfile).results().forEach(from -> images.add(from.group(1)));

    assertThat(images).hasSizeGreaterThan(4).allMatch(image -> PINNED.matcher(image).matches());
  }

  @Test
  void theWorkerIsNotRootAndHearsSigterm() throws IOException {
    List<String> lines = dockerfile.lines().toList();

    assertThat(lines)
        .filteredOn(line -> line.startsWith("USER "))
        .containsExactly("USER 10001:10001");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("ENTRYPOINT") || line.startsWith("CMD"))
        .as("in the form that puts no shell between")
        .containsExactly("ENTRYPOINT [\"/opt/crosswalk/crosswalk\"]", "CMD [\"worker\"]");
    assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK "));
    assertThat(read("crosswalk")).contains("\nexec \"$java_home/bin/java\"");
  }

  @Test
  void composeAcceptsTheFile() throws Exception {
    List<String> tool = tool();
    if (tool == null) {
      System.err.println("docker-compose.yml was not given to Docker Compose: it is not installed");
    }
    assumeTrue(tool != null, "Docker Compose is not installed");

    assertThat(config(tool, "test")).as("with all passwords").isZero();
    assertThat(config(tool, "")).as("without").isNotZero();
  }

  private static @Nullable List<String> tool() throws InterruptedException {
    for (List<String> tool : List.of(List.of("docker", "compose"), List.of("docker-compose"))) {
      try {
        List<String> command = new ArrayList<>(tool);
        command.add("version");
        if (run(new ProcessBuilder(command)) == 0) {
          return tool;
        }
      } catch (IOException notThere) {
        // Perhaps the next one is.
      }
    }
    return null;
  }

  private static int config(List<String> tool, String password)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(tool);
    command.addAll(List.of("--profile", "commands", "config", "--quiet"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(TOP.toFile());
    read(".env.example")
        .lines()
        .filter(line -> line.endsWith("="))
        .forEach(line -> builder.environment().put(line.replace("=", ""), password));
    return run(builder);
  }

  private static int run(ProcessBuilder builder) throws IOException, InterruptedException {
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static String read(String file) throws IOException {
    return Files.readString(TOP.resolve(file), StandardCharsets.UTF_8);
  }
}

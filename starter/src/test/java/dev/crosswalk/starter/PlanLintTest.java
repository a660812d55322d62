package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.testing.Documents;
import dev.crosswalk.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan lint} as people call it: in a process of its own, with its settings around it. */
class PlanLintTest {
  private static final TestDatabases DATABASES = new TestDatabases();

  @TempDir Path directory;

  @BeforeAll
  static void generate() {
    DATABASES.builtIn("0.01", "none");
  }

  @AfterAll
  static void close() {
    DATABASES.close();
  }

  @Test
  void theBuiltInPlanIsCleanOnItsDatabases() throws Exception {
    Typed end = lint(settings(), "core", "--databases");

    assertThat(end.err()).isEqualToIgnoringNewLines("1 plan linted: no problems");
    assertThat(end.out()).isEmpty();
    assertThat(end.exit()).isZero();
  }

  @Test
  void withoutTheDatabasesItSaysThatNoneWasAsked() throws Exception {
    Typed end = lint(Map.of());

    assertThat(end.err())
        .isEqualToIgnoringNewLines(
            "9 plans linted: no problems; no database was asked (--databases)");
    assertThat(end.exit()).isZero();
  }

  @Test
  void theExampleOfTheDocumentsIsClean() {
    Typed end = lint(Map.of(), "--plans", Documents.path("example").toString());

    assertThat(end.err()).startsWith("1 plan linted: no problems");
    assertThat(end.exit()).isZero();
  }

  @Test
  void whatFilesAndDatabasesTellIsToldTogether() throws Exception {
    writePlan();

    Typed text = lint(settings(), "--databases", "--plans", directory.toString());
    Typed json =
        lint(settings(), "--databases", "--plans", directory.toString(), "--output", "json");

    assertThat(text.out().lines())
        .containsExactly(
            "entities/mine.yaml:10: column 'legacy_office_id' needs 'phi': direct, quasi, clinical"
                + " or none",
            "entities/mine.yaml:4: the source refuses the table: relation \"offices\" does not"
                + " exist",
            "entities/mine.yaml:8: warning: conflict.key 'legacy_office_id' may be null: the first"
                + " run inserts such a row, the second rejects it. Make the column NOT NULL, or"
                + " use the source's key",
            "entities/mine.yaml:9: nothing fills the column 'name' of 'practices', which is NOT"
                + " NULL without a default; add it to the columns");
    assertThat(text.err()).isEqualToIgnoringNewLines("1 plan linted: 3 to correct, 1 warning");
    assertThat(text.exit()).isEqualTo(2);
    JsonNode answer = new ObjectMapper().readTree(json.out());
    assertThat(answer.get("databases").asBoolean()).isTrue();
    assertThat(answer.get("problems").findValuesAsText("line"))
        .containsExactly("10", "4", "8", "9");
    assertThat(answer.at("/problems/2/severity").asText()).isEqualTo("WARNING");
    assertThat(json.exit()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatCannotBeReachedIsAFailureAndNothingIsToldByHalves() throws Exception {
    writePlan();
    Map<String, String> settings = new TreeMap<>(settings());
    settings.put("CROSSWALK_TARGET_URL", "postgresql://nobody:secret@localhost:1/modern");

    Typed end = lint(settings, "--databases", "--plans", directory.toString());

    assertThat(end.out()).isEmpty();
    assertThat(end.err())
        .startsWith(
            "crosswalk: transient.connectivity: target localhost:1/modern as nobody: nothing listens")
        .doesNotContain("secret");
    assertThat(end.exit()).isEqualTo(75);
  }

  @Test
  void wrongCallsEndWith2() throws Exception {
    assertThat(lint(Map.of(), "--databases").err())
        .contains("CROSSWALK_SOURCE_URL is not set", "CROSSWALK_TARGET_URL is not set");
    assertThat(lint(Map.of(), "nowhere").exit()).isEqualTo(2);
  }

  private void writePlan() throws IOException {
    Files.createDirectories(directory.resolve("plans"));
    Files.createDirectories(directory.resolve("entities"));
    Files.writeString(
        directory.resolve("plans").resolve("test.yaml"),
        "plan: test\ndescription: d\nphases: [{ phase: one, entities: [mine] }]\n");
    Files.writeString(
        directory.resolve("entities").resolve("mine.yaml"),
        """
        entity: mine
        description: With a mistake of each kind.
        sources:
          - table: offices o
            key: o.id
        target:
          table: practices
          conflict: { key: [legacy_office_id] }
        columns:
          - legacy_office_id: { from: o.number }
        """);
  }

  private static Map<String, String> settings() {
    return Map.of(
        "CROSSWALK_SOURCE_URL", WorkerFork.uri(DATABASES.reader()),
        "CROSSWALK_TARGET_URL", WorkerFork.uri(DATABASES.loader()));
  }

  private Typed lint(Map<String, String> settings, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("plan", "lint"), Stream.of(arguments)).toArray(String[]::new);
    return Typed.in(settings, directory, all);
  }
}

package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.testing.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the {@code plan} commands tell of a plan, without databases and with them. */
class PlanCommandsTest {
  private static final TestDatabases DATABASES = new TestDatabases();

  @TempDir private Path directory;
  private String out = "";
  private String err = "";

  @BeforeAll
  static void generate() {
    DATABASES.builtIn("0.01", "none");
    DATABASES.legacy("analyze");
  }

  @AfterAll
  static void close() {
    DATABASES.close();
  }

  private int plan(Map<String, String> settings, String line) {
    Typed typed = Typed.in(settings, directory, ("plan " + line).split(" ", -1));
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  private static Map<String, String> settings() {
    return Map.of(
        "CROSSWALK_SOURCE_URL", WorkerFork.uri(DATABASES.reader()),
        "CROSSWALK_TARGET_URL", WorkerFork.uri(DATABASES.loader()));
  }

  @Test
  void theGraphNamesWhoNeedsWhomAndTheLongestChain() {
    assertThat(plan(Map.of(), "show core --graph")).as(err).isZero();

    assertThat(out)
        .contains("1 foundation", "    patients ← practices, profiles, (")
        .containsPattern("    cases ← patients, .*\\(practices\\)")
        .contains("longest chain: profiles → patients → cases");
  }

  @Test
  void theGraphIsAFlowchartWithSoftEdgesDotted() {
    assertThat(plan(Map.of(), "show core --mermaid")).as(err).isZero();

    assertThat(out)
        .startsWith("flowchart LR")
        .contains("  subgraph phase1[\"1 foundation\"]", "    e_practices[practices]")
        .contains("  e_profiles --> e_patients", "  e_practices -.-> e_cases")
        .contains("  class e_profiles,e_patients,e_cases chain");
    assertThat(plan(Map.of(), "show core --mermaid --output json")).isEqualTo(2);
    assertThat(plan(Map.of(), "show core --mermaid --steps")).isEqualTo(2);
  }

  @Test
  void asJsonTheGraphIsThatOfTheDocument() throws Exception {
    assertThat(plan(Map.of(), "show core --graph --output json")).as(err).isZero();

    JsonNode graph = new ObjectMapper().readTree(out);
    assertThat(texts(graph.get("nodes"))).contains("practices", "orders");
    assertThat(texts(graph.get("executionOrder")))
        .containsExactly("practices", "profiles", "patients", "cases", "orders");
    assertThat(graph.get("edges"))
        .anySatisfy(
            edge ->
                assertThat(edge.toString())
                    .isEqualTo(
                        "{\"from\":\"profiles\",\"to\":\"patients\",\"type\":\"hard\","
                            + "\"reason\":\"profile_id\"}"));
  }

  @Test
  void stepsHaveTheShapeOfTheDocument() throws Exception {
    assertThat(plan(Map.of(), "show core --steps --output json")).as(err).isZero();

    JsonNode steps = new ObjectMapper().readTree(out);
    List<String> names = new ArrayList<>();
    steps.get(0).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "stepNumber",
            "phase",
            "entities",
            "canRunInParallel",
            "estimatedDuration",
            "validationCheckpoint");
    assertThat(steps.findValuesAsText("stepNumber")).containsExactly("1", "2", "3", "4", "5");
    assertThat(steps.at("/4/entities/0").asText()).isEqualTo("orders");
    assertThat(steps.at("/4/validationCheckpoint").asBoolean()).isTrue();
    assertThat(steps.at("/4/estimatedDuration").asDouble())
        .as("25,000 rows by the document")
        .isGreaterThan(steps.at("/0/estimatedDuration").asDouble());
  }

  @Test
  void anEntityIsExplainedWithItsMergeAndItsRowsWhereThereAreDatabases() {
    assertThat(plan(settings(), "explain core orders")).as(err).isZero();

    assertThat(out)
        .contains("from dispatch_instruction i", "insert into \"public\".\"orders\"")
        .contains("rows    document 25,000, source 250, target 0")
        .contains("drift   the source has 24,750 rows fewer than the document promises (-99.0 %)");
    assertThat(err).isEmpty();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsToldAndTheRestIsShown() {
    int exit =
        plan(
            Map.of("CROSSWALK_SOURCE_URL", "postgresql://nobody:secret@localhost:1/legacy"),
            "explain core orders");

    assertThat(exit).isZero();
    assertThat(out)
        .contains("from dispatch_instruction i", "document 25,000, source ?, target ?")
        .doesNotContain("insert into");
    assertThat(err)
        .contains("not asked: transient.connectivity", "not shown without databases")
        .doesNotContain("secret");
  }

  @Test
  void anEstimateHasTheRowsOfTheCatalogAndTheRateOfTheBenchmarks() throws Exception {
    assertThat(plan(settings(), "estimate core")).as(err).isZero();
    assertThat(out)
        .containsPattern("orders +small +250 +0.01 .* 14,705 +benchmarks")
        .containsPattern("(?m)^all +[0-9,]+ ");

    assertThat(plan(settings(), "estimate core --rate 1 --output json")).as(err).isZero();
    JsonNode profiles = new ObjectMapper().readTree(out);
    List<String> names = new ArrayList<>();
    profiles.get(0).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "entity",
            "volume",
            "estimatedRecords",
            "estimatedDuration",
            "memoryRequirement",
            "diskSpace",
            "networkTransfer");
    assertThat(profiles.at("/4/estimatedRecords").asLong()).isEqualTo(250);
    assertThat(profiles.at("/4/estimatedDuration").asDouble()).isBetween(4.1, 4.2);
  }

  @Test
  void anEstimateNeedsTheSource() {
    assertThat(plan(Map.of(), "estimate core")).isEqualTo(2);
    assertThat(err).contains("CROSSWALK_SOURCE_URL is not set");
    assertThat(plan(settings(), "estimate core --rate 0")).isEqualTo(2);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}

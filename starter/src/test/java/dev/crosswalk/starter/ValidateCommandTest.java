package dev.crosswalk.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.endtoend.WorkerFork;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person asks whether what was loaded is as it should be; without Temporal. */
@Timeout(120)
class ValidateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String OWNERS =
      """
      entity: owners
      description: People.
      sources: [{ table: owner o, key: o.id }]
      expected: { test: 5 }
      target: { table: owners, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
        - name: { from: o.name, phi: direct }
      checks: [owners_have_a_name]
      """;

  private static final String PETS =
      """
      entity: pets
      description: Animals.
      sources: [{ table: pet p, key: p.id }]
      target: { table: pets, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: p.id, phi: none }
        - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: none }
      """;

  private static final String PLAN =
      """
      plan: test
      description: d
      phases:
        - { phase: people, entities: [owners] }
        - { phase: animals, entities: [pets] }
        - { phase: last, kind: validate, checks: [owners_have_a_name] }
      selections: { animals: [pets] }
      """;

  private static final String CHECK =
      """
      -- Nobody can call them.
      -- of: owners
      select id::text as key from owners where name is null
      """;

  private TestLibrary files = new TestLibrary(Path.of(""));
  private @Nullable TestDatabases opened;
  private Map<String, String> environment = Map.of();
  private String out = "";
  private String err = "";

  @BeforeEach
  void load(@TempDir Path directory) {
    TestDatabases databases =
        new TestDatabases()
            .of(
                """
                create table owner (id integer primary key, name text);
                create table pet (id integer primary key, owner_id integer);
                insert into owner values (1, 'A'), (2, 'B'), (3, null), (4, 'D');
                insert into pet select n, 1 + n % 4 from generate_series(1, 8) n;
                """,
                """
                create table owners (
                  id uuid primary key, legacy_id bigint not null unique, name text);
                create table pets (
                  id uuid primary key, legacy_id bigint not null unique,
                  owner_id uuid not null references owners);
                """);
    opened = databases;
    files =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS)
            .file("plans/test.yaml", PLAN)
            .file("checks/owners_have_a_name.sql", CHECK);
    environment =
        Map.of(
            "CROSSWALK_TARGET_URL",
            WorkerFork.uri(databases.loader()),
            "CROSSWALK_PLANS",
            directory.toString());
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), files.library(), "test", "run", null, null)) {
      pipeline.loadAll();
      pipeline.finish();
    }
  }

  @AfterEach
  void close() {
    databases().close();
  }

  private TestDatabases databases() {
    if (opened == null) {
      throw new IllegalStateException("not loaded");
    }
    return opened;
  }

  private int validate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("validate"));
    all.addAll(List.of(arguments));
    Typed typed = Typed.in(environment, Path.of(""), all.toArray(String[]::new));
    out = typed.out();
    err = typed.err();
    return typed.exit();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theAnswerHasTheShapeOfTheDocument() throws Exception {
    assertThat(validate("run", "--output", "json")).as(err).isEqualTo(6);

    JsonNode results = JSON.readTree(out);
    assertThat(results).hasSize(2);
    JsonNode owners = results.get(0);
    assertThat(names(owners))
        .containsExactly(
            "entity",
            "timestamp",
            "checks",
            "overallStatus",
            "recordCountMatch",
            "referentialIntegrity",
            "dataQuality",
            "issues");
    assertThat(owners.get("entity").asText()).isEqualTo("owners");
    assertThat(owners.get("overallStatus").asText()).isEqualTo("failed");
    assertThat(owners.get("recordCountMatch").asBoolean()).isTrue();
    assertThat(owners.get("referentialIntegrity").asBoolean()).isTrue();
    assertThat(names(owners.at("/checks/0")))
        .containsExactly("checkType", "name", "status", "expected", "actual", "message");
    assertThat(owners.at("/checks/0/checkType").asText()).isEqualTo("count");
    assertThat(owners.at("/checks/0/expected").asLong()).isEqualTo(4);
    assertThat(owners.get("issues")).hasSize(2);
    assertThat(names(owners.at("/issues/0")))
        .containsExactly("severity", "category", "description", "affectedRecords", "suggestion");
    assertThat(owners.at("/issues/0/severity").asText()).isEqualTo("info");
    assertThat(owners.at("/issues/0/description").asText())
        .startsWith("expected_rows:")
        .endsWith("5 expected, 4 there");
    assertThat(owners.at("/issues/1/severity").asText()).isEqualTo("major");
    assertThat(owners.at("/issues/1/category").asText()).isEqualTo("quality_issue");
    assertThat(owners.at("/issues/1/affectedRecords").asLong()).isEqualTo(1);
    JsonNode pets = results.get(1);
    assertThat(pets.get("overallStatus").asText()).isEqualTo("passed");
    assertThat(pets.get("dataQuality").asDouble()).isEqualTo(100);
  }

  @Test
  void peopleSeeALineForEachEntityAndWhatDoesNotHold() {
    assertThat(validate()).as(err).isEqualTo(6);

    assertThat(err).contains("not loaded, so left out: last (pending)");
    assertThat(out)
        .containsPattern("people +owners +failed +98\\.\\d +3/4 +2/2 +- +0/1")
        .containsPattern("animals +pets +passed +100\\.0 +3/3 +2/2 +1/1 +-")
        .contains(
            "owners.owners_have_a_name: failed (major)",
            "Nobody can call them: 1 of 4 (25.00 %)",
            "keys: ");
    assertThat(
            databases()
                .modernRows(
                    "select status, denominator, cardinality(keys) from crosswalk.check_result"
                        + " where check_name = 'owners_have_a_name'"))
        .containsExactly("failed|4|1");
  }

  @Test
  void aPartAndADepthCanBeChosen() {
    assertThat(validate("run", "--entity", "pets", "--level", "basic")).as(err).isZero();
    assertThat(out).contains("pets").doesNotContain("owners");
    assertThat(databases().modernRows("select distinct kind from crosswalk.check_result"))
        .containsExactly("count");
    assertThat(validate("run", "--select", "animals", "--level", "comprehensive")).as(err).isZero();
    assertThat(out).contains("pets.verification: not available");
    assertThat(validate("run", "--phase", "people")).isEqualTo(6);
    assertThat(out).doesNotContain("pets");
    assertThat(validate("run", "--phase", "people", "--level", "basic")).isZero();
    assertThat(validate("run", "--phase", "people", "--level", "basic", "--strict"))
        .as("the document expects five")
        .isEqualTo(6);
    assertThat(validate("run", "--entity", "cats")).isEqualTo(2);
    assertThat(err).contains("has no entity 'cats'");
    assertThat(validate("run", "--phase", "last")).isEqualTo(2);
    assertThat(err).contains("nothing of it is loaded");
  }

  @Test
  void anotherThresholdJudgesWhatWasFoundBefore() {
    assertThat(validate("run", "--entity", "owners")).isEqualTo(6);
    String before = databases().modernValue("select max(checked_at) from crosswalk.check_result");
    files.file(
        "checks/owners_have_a_name.sql",
        CHECK.replace("-- of: owners", "-- of: owners\n-- threshold: 25%"));
    databases().modern("update owners set name = null");

    assertThat(validate("run", "--entity", "owners", "--stored")).as(err).isZero();
    assertThat(out).contains("passed with violations", "1 of 4 (25.00 %), up to 25 % may");
    assertThat(
            databases()
                .modernRows(
                    "select status, threshold from crosswalk.check_result"
                        + " where check_name = 'owners_have_a_name'"))
        .containsExactly("passed_with_violations|25");
    assertThat(databases().modernValue("select max(checked_at) from crosswalk.check_result"))
        .isEqualTo(before);

    assertThat(validate("run", "--entity", "owners")).as("now all are without").isEqualTo(6);
  }

  @Test
  void nothingOfTheTargetIsWritten() {
    String owners = "select string_agg(xmin::text || ctid::text, ' ' order by id) from owners";
    String before = databases().modernValue(owners);

    validate("run", "--level", "comprehensive");

    assertThat(databases().modernValue(owners)).isEqualTo(before);
  }
}

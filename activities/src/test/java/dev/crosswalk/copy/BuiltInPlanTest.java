package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.testing.Contents;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The built-in entities over the synthetic legacy database, against hand-written SQL. */
class BuiltInPlanTest {
  private static final Library LIBRARY = new Library(PlanFiles.builtIn());
  private static final List<String> ENTITIES =
      List.of("practices", "profiles", "patients", "cases", "orders");

  @Test
  void everyRowOfTheSourceHasOneOutcome() {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        Pipeline pipeline = new Pipeline(databases.pools(), LIBRARY, "core", "one", 100, 300)) {
      pipeline.loadAll();

      assertThat(databases.modernRows("select entity from crosswalk.accounting where balanced"))
          .containsExactlyElementsOf(ENTITIES);
      String[] tables = {
        "dispatch_office",
        "auth_user",
        "dispatch_patient",
        "dispatch_patient",
        "dispatch_instruction"
      };
      for (int at = 0; at < tables.length; at++) {
        String entity = ENTITIES.get(at);
        long source = Long.parseLong(databases.legacyValue("select count(*) from " + tables[at]));
        long target = Long.parseLong(databases.modernValue("select count(*) from " + entity));
        long rejects =
            Long.parseLong(
                databases.modernValue(
                    "select count(*) from crosswalk.reject where entity = '" + entity + "'"));
        assertThat(target + rejects).as(entity).isEqualTo(source);
        assertThat(
                databases.modernValue(
                    "select source || ' ' || inserted || ' ' || rejected + deferred"
                        + " from crosswalk.accounting where entity = '"
                        + entity
                        + "'"))
            .isEqualTo(source + " " + target + " " + rejects);
        pipeline.check("any", entity, Depth.STANDARD).stream()
            // The documents count the data of production.
            .filter(check -> !check.check().equals("expected_rows"))
            // Asked to the letter, some criteria of the documents cannot be met.
            .filter(check -> check.question().asMeant() == null)
            .forEach(
                check ->
                    assertThat(check.status())
                        .as("%s", check)
                        .isEqualTo(CheckResult.Status.PASSED));
      }
      assertThat(pipeline.finish()).isEqualTo("completed_with_rejects");
    }
  }

  @Test
  void exactlyThePlantedRowsAreRejected() {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
        Pipeline pipeline = new Pipeline(databases.pools(), LIBRARY, "core", "one", 100, 300)) {
      pipeline.loadAll();

      assertThat(rejected(databases, "patients", "validation_failure.json"))
          .containsExactlyElementsOf(planted(databases, "Q-42:patient.schemes"));
      assertThat(rejected(databases, "orders", "validation_failure.vocabulary"))
          .containsExactlyElementsOf(planted(databases, "Q-49"));
      assertThat(rejected(databases, "orders", "validation_failure.json"))
          .containsExactlyElementsOf(planted(databases, "Q-42:instruction.exports"));
      assertThat(rejected(databases, "orders", "missing_parent.rejected"))
          .containsExactlyElementsOf(planted(databases, "Q-42:instruction of such a patient"));
      assertThat(
              databases.modernRows(
                  "select distinct entity, disposition, parent_entity from crosswalk.reject"
                      + " where code = 'missing_parent.rejected' order by 1"))
          .containsExactly("cases|deferred|patients", "orders|deferred|patients");
    }
  }

  private static List<String> rejected(TestDatabases databases, String entity, String code) {
    return databases.modernRows(
        "select source_key from crosswalk.reject where entity = '"
            + entity
            + "' and code = '"
            + code
            + "' order by source_key::bigint");
  }

  private static List<String> planted(TestDatabases databases, String quirk) {
    String keys =
        databases.legacyValue(
            "select keys_query from crosswalk_manifest where quirk = '" + quirk + "'");
    List<String> found =
        databases.legacyRows("select key from (" + keys + ") k order by key::bigint");
    assertThat(found).as("keys of " + quirk).isNotEmpty();
    return found;
  }

  @Test
  void cleanDataLosesNothing() {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "none");
        Pipeline pipeline = new Pipeline(databases.pools(), LIBRARY, "core", "one", 1000, 5000)) {
      pipeline.loadAll();

      assertThat(databases.modernRows("select * from crosswalk.reject")).isEmpty();
      assertThat(pipeline.finish()).isEqualTo("completed");
    }
  }

  @Test
  void aSecondRunWritesNothingAndSaysSo() {
    try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all")) {
      try (Pipeline first = new Pipeline(databases.pools(), LIBRARY, "core", "one", 100, 300)) {
        first.loadAll();
        first.finish();
      }
      List<String> before = fingerprints(databases, "t.*, t.xmin, t.ctid");
      try (Pipeline second = new Pipeline(databases.pools(), LIBRARY, "core", "two", 100, 300)) {
        second.loadAll();

        assertThat(fingerprints(databases, "t.*, t.xmin, t.ctid")).isEqualTo(before);
        assertThat(
                databases.modernRows(
                    "select entity from crosswalk.accounting where run = 'two' and balanced"
                        + " and inserted = 0 and existing_different = 0 and existing_same > 0"))
            .containsExactlyElementsOf(ENTITIES);
        assertThat(databases.modernRows("select * from crosswalk.open_rejects"))
            .hasSameSizeAs(
                databases.modernRows("select * from crosswalk.reject where run = 'one'"));
      }
    }
  }

  @Test
  void twoEmptyTargetsGetTheSameContentWhateverTheBatchSizes() {
    List<List<String>> contents = new ArrayList<>();
    int[][] sizes = {{100, 300}, {5000, 50000}};
    for (int[] size : sizes) {
      try (TestDatabases databases = new TestDatabases().builtIn("0.05", "all");
          Pipeline pipeline =
              new Pipeline(databases.pools(), LIBRARY, "core", "one", size[0], size[1])) {
        pipeline.loadAll();
        contents.add(Contents.of(databases));
      }
    }
    assertThat(contents.get(0)).isEqualTo(contents.get(1));
  }

  private static List<String> fingerprints(TestDatabases databases, String columns) {
    List<String> sums = new ArrayList<>();
    for (String entity : ENTITIES) {
      sums.add(
          databases.modernValue(
              "select md5(string_agg(row("
                  + columns
                  + ")::text, '|' order by id)) from "
                  + entity
                  + " t"));
    }
    return sums;
  }
}

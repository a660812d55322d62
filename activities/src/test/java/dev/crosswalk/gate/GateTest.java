package dev.crosswalk.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Status;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of question is put to a loaded target in which just that was broken, on a connection
 * that takes it back: what nothing can break, no gate need ask.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateTest {
  private static final String LEGACY =
      """
      create table owner (id integer primary key);
      create table pet (
        id integer primary key, owner_id integer, vet_id integer, payer_id integer, chip text,
        kind text, breed text, name text);
      insert into owner select generate_series(1, 3);
      insert into pet
      select n, 1 + n % 3, case when n % 2 = 0 then 1 end, case when n > 2 then 2 end, 'C' || n,
        case when n % 2 = 0 then 'C' else 'D' end, 'mix', 'Rex'
      from generate_series(1, 10) n;
      """;

  private static final String MODERN =
      """
      create table owners (id uuid primary key, legacy_id bigint not null unique);
      create table breeds (id uuid primary key, code text not null unique);
      create table pets (
        id uuid primary key,
        legacy_id bigint unique,
        owner_id uuid references owners,
        vet_id uuid references owners,
        payer_id uuid references owners,
        mother_id uuid references pets,
        chip text unique,
        kind text check (kind in ('cat', 'dog')),
        breed text references breeds (code),
        name text not null,
        note text);
      insert into breeds values (gen_random_uuid(), 'mix');
      """;

  private static final String OWNERS =
      """
      entity: owners
      description: People.
      sources: [{ table: owner o, key: o.id }]
      target: { table: owners, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
      placeholders:
        practice: { legacy_id: "-1" }
      """;

  private static final String PETS =
      """
      entity: pets
      description: Animals.
      sources: [{ table: pet p, key: p.id }]
      expected: { test: 12 }
      target: { table: pets, conflict: { key: [legacy_id] } }
      unique:
        - { by: chip, keep: lowest key, losers: { set_null: chip, tag: duplicate_chip } }
      columns:
        - legacy_id: { from: p.id, phi: none }
        - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: none }
        - vet_id: { reference: owners, by: legacy_id, from: p.vet_id, missing: null, phi: none }
        - payer_id:
            reference: owners
            by: legacy_id
            from: p.payer_id
            missing: { placeholder: practice }
            phi: none
        - chip: { from: p.chip, phi: quasi }
        - kind: { from: p.kind, vocabulary: kind, phi: none }
        - breed: { from: p.breed, phi: none }
        - name: { from: p.name, phi: none }
        - note: { from: p.name, rules: [default(None)], phi: none }
      checks: [pets_are_fed, pets_are_chipped, pets_are_named_apart]
      """;

  private static final String KIND =
      """
      vocabulary: kind
      version: 1
      description: What an animal is.
      values: [cat, dog]
      codes:
        - { code: C, value: cat, evidence: "the manual" }
        - { code: D, value: dog, evidence: "the manual" }
      """;

  private final TestDatabases databases = new TestDatabases().of(LEGACY, MODERN);
  private @Nullable CompiledPlan plan;

  @BeforeAll
  void load(@TempDir Path directory) {
    Library library =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS)
            .file("vocabularies/kind.yaml", KIND)
            .file(
                "checks/pets_are_fed.sql",
                "-- Hunger.\nselect id::text as key from pets where note = 'hungry'")
            .file(
                "checks/pets_are_chipped.sql",
                """
                -- A stray without a chip is nobody's.
                -- severity: minor
                -- threshold: 20%
                -- of: pets
                select id::text as key from pets where chip is null
                """)
            .file(
                "checks/pets_are_named_apart.sql",
                """
                -- The manual wants each name once.
                -- document: the manual, page 3
                -- as meant: pets_are_known_apart
                select id::text as key from pets
                """)
            .file(
                "checks/pets_are_known_apart.sql",
                """
                -- Two animals under one number get each other's medicine.
                -- severity: critical
                select p.id::text as key from pets p join pets o using (legacy_id) where p.id <> o.id
                """)
            .file(
                "plans/test.yaml",
                """
                plan: test
                description: d
                placeholders: [owners.practice]
                phases:
                  - { phase: all, entities: [owners, pets] }
                """)
            .library();
    plan = library.compile("test");
    try (Pipeline pipeline = new Pipeline(databases.pools(), library, "test", "run", null, null)) {
      pipeline.loadAll();
      pipeline.finish();
    }
  }

  @AfterAll
  void close() {
    databases.close();
  }

  /** Everything that is asked of an entity, after something was broken that is mended at once. */
  private List<CheckResult> after(String breaking, @Nullable Depth depth) throws SQLException {
    try (Connection owner = databases.modernOwner().connect("test")) {
      owner.setAutoCommit(false);
      try (Statement statement = owner.createStatement()) {
        statement.execute(breaking);
        statement.execute("set local session_replication_role = origin");
      }
      List<CheckResult> results =
          new Gate(owner, Objects.requireNonNull(plan), "run").ask("pets", depth);
      owner.rollback();
      return results;
    }
  }

  private static List<String> statuses(List<CheckResult> results) {
    return results.stream()
        .filter(result -> result.status() != Status.PASSED)
        .map(result -> result.check() + " " + result.status().word() + " " + result.violated())
        .toList();
  }

  @Test
  void aTargetAsItWasLoadedHoldsToAllButTheLetter() throws SQLException {
    assertThat(statuses(after("select 1", Depth.STANDARD)))
        .containsExactly(
            "expected_rows warning 2",
            "placeholder.payer_id passed_with_violations 2",
            "pets_are_named_apart warning 10");
  }

  /** The question that must find it, what is broken, what is said of how many. */
  static List<Arguments> broken() {
    return List.of(
        arguments("inserted_rows_are_there", "delete from pets where legacy_id = 1", "failed", 1),
        arguments("row_count", "delete from pets where legacy_id < 3", "failed", 2),
        arguments(
            "accounting",
            "update crosswalk.chunk set source = source + 1 where entity = 'pets' and no = 1",
            "failed",
            1),
        arguments(
            "reference.owner_id",
            "update pets set owner_id = null where legacy_id = 1",
            "failed",
            1),
        arguments(
            "reference.owner_id", "update pets set owner_id = id where legacy_id < 4", "failed", 3),
        arguments(
            "reference.vet_id", "update pets set vet_id = id where legacy_id = 4", "failed", 1),
        arguments(
            "placeholder.payer_id",
            "update pets set payer_id = (select id from owners where legacy_id = -1)"
                + " where legacy_id = 9",
            "passed_with_violations",
            3),
        arguments(
            "foreign_key.pets_mother_id_fkey",
            "update pets set mother_id = gen_random_uuid() where legacy_id = 4",
            "failed",
            1),
        arguments("foreign_key.pets_breed_fkey", "delete from breeds", "failed", 10),
        arguments(
            "unique.legacy_id",
            "alter table pets drop constraint pets_legacy_id_key;"
                + "update pets set legacy_id = 7 where legacy_id in (1, 2)",
            "failed",
            3),
        arguments(
            "unique.chip",
            "alter table pets drop constraint pets_chip_key;"
                + "update pets set chip = 'C7' where legacy_id = 1",
            "failed",
            2),
        arguments(
            "required_columns",
            "alter table pets alter name drop not null;"
                + "update pets set note = null where legacy_id < 3",
            "failed",
            2),
        arguments(
            "vocabulary.kind",
            "alter table pets drop constraint pets_kind_check;"
                + "update pets set kind = 'fish' where legacy_id = 8",
            "failed",
            1),
        arguments(
            "pets_are_fed", "update pets set note = 'hungry' where legacy_id = 8", "failed", 1),
        arguments("pets_are_fed", "alter table pets rename note to remark", "error", 1),
        arguments(
            "pets_are_chipped",
            "update pets set chip = null where legacy_id < 3",
            "passed_with_violations",
            2),
        arguments(
            "pets_are_chipped", "update pets set chip = null where legacy_id < 4", "warning", 3),
        arguments(
            "pets_are_known_apart",
            "alter table pets drop constraint pets_legacy_id_key;"
                + "update pets set legacy_id = 7 where legacy_id = 1",
            "failed",
            2));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsBrokenIsFound(String check, String breaking, String status, long violated)
      throws SQLException {
    List<CheckResult> results =
        after("set local session_replication_role = replica; " + breaking, Depth.STANDARD);

    CheckResult found =
        results.stream().filter(result -> result.check().equals(check)).findFirst().orElseThrow();
    assertThat(found.status().word()).isEqualTo(status);
    assertThat(found.violated()).isEqualTo(violated);
    if (found.status() != Status.ERROR && found.question().kind() != CheckResult.Kind.COUNT) {
      assertThat(found.keys()).hasSize((int) violated);
    }
  }

  @Test
  void aSoftReferenceThatCouldBeFilledIsFound() throws SQLException {
    String waiting =
        """
        insert into crosswalk.pending (run, entity, column_name, source_table, source_key,
          target_id, target_table, parent_entity, parent_column, parent_key)
        select 'run', 'pets', 'vet_id', 'pet', '1', id, 'pets', 'owners', 'legacy_id', '1' from pets where legacy_id = 1;
        """;

    assertThat(statuses(after(waiting, Depth.STANDARD))).contains("filled.vet_id failed 1");
    assertThat(
            statuses(
                after(
                    waiting + "update crosswalk.entity set status = 'migrating'", Depth.STANDARD)))
        .as("while the parents still come")
        .doesNotContain("filled.vet_id failed 1");
  }

  @Test
  void anEmptyTableHasNothingToAskAbout() throws SQLException {
    List<CheckResult> results =
        after("set local session_replication_role = replica; delete from pets;", Depth.STANDARD);

    assertThat(statuses(results))
        .contains("vocabulary.kind not_applicable 0", "reference.owner_id not_applicable 0")
        .contains("inserted_rows_are_there failed 10");
  }

  @Test
  void eachDepthAsksMoreThanTheOneBefore() throws SQLException {
    List<String> basic = names(after("select 1", Depth.BASIC));
    List<String> ever = names(after("select 1", null));
    List<String> standard = names(after("select 1", Depth.STANDARD));
    List<CheckResult> comprehensive = after("select 1", Depth.COMPREHENSIVE);

    assertThat(basic)
        .containsExactly("accounting", "inserted_rows_are_there", "row_count", "expected_rows");
    assertThat(ever)
        .containsExactly(
            "accounting",
            "inserted_rows_are_there",
            "row_count",
            "reference.owner_id",
            "reference.vet_id",
            "reference.payer_id",
            "pets_are_fed",
            "pets_are_chipped",
            "pets_are_named_apart",
            "pets_are_known_apart");
    assertThat(standard).containsAll(basic).containsAll(ever).doesNotContain("verification");
    assertThat(names(comprehensive)).containsAll(standard);
    assertThat(statuses(comprehensive)).contains("verification not_available 0");
  }

  private static List<String> names(List<CheckResult> results) {
    return results.stream().map(CheckResult::check).toList();
  }
}

package dev.crosswalk.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each difference of two plans is named with its file, and the phases that it touches. */
class PlanDifferenceTest {
  private static final String CLINICS =
      """
      entity: clinics
      description: d
      sources: [{ table: clinic c, key: c.id, exclude: { closed: c.closed } }]
      target: { table: clinics, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: c.id, phi: none }
        - name: { from: c.name, rules: [trim], phi: none }
        - kind: { from: c.kind, vocabulary: kind, phi: none }
      checks: [clinics_have_a_name]
      """;

  private static final String OWNERS =
      """
      entity: owners
      description: d
      sources: [{ table: owner o, key: o.id }]
      target: { table: owners, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: o.id, phi: none }
        - clinic_id: { reference: clinics, by: legacy_id, from: o.clinic_id, phi: none }
      """;

  private static final String ROOMS =
      """
      entity: rooms
      description: d
      sources: [{ table: room r, key: r.id }]
      target: { table: rooms, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: r.id, phi: none }
        - name: { from: r.name, phi: none }
      """;

  private static final String KIND =
      """
      vocabulary: kind
      version: 1
      description: Kinds.
      values: [first, second]
      codes:
        - { code: a, value: first, evidence: "test" }
      """;

  private static final String CHECK =
      "-- A clinic without a name cannot be found.\nselect id from clinics where name is null\n";

  private static final String PLAN =
      """
      plan: test
      description: What a test loads.
      phases:
        - phase: ground
          entities: [clinics]
        - phase: floor
          entities: [rooms]
        - phase: people
          entities: [owners]
      """;

  @TempDir private Path directory;
  private TestLibrary files;
  private CompiledPlan before;

  @BeforeEach
  void read() {
    files =
        new TestLibrary(directory)
            .entity(CLINICS)
            .entity(OWNERS)
            .entity(ROOMS)
            .file("vocabularies/kind.yaml", KIND)
            .file("checks/clinics_have_a_name.sql", CHECK)
            .file("plans/test.yaml", PLAN);
    before = compiled();
  }

  private CompiledPlan compiled() {
    Library library = files.library();
    assertThat(library.problems()).isEmpty();
    return library.compile("test");
  }

  private PlanDifference difference() {
    return PlanDifference.between(before, compiled());
  }

  @Test
  void theSameFilesDifferInNothing() {
    assertThat(difference().lines()).isEmpty();
    assertThat(difference().phases()).isEmpty();
  }

  @Test
  void columnsAreNamedAndTouchTheirPhaseAndWhatBuildsOnIt() {
    files.entity(
        CLINICS
            .replace("rules: [trim]", "rules: [trim, blank_null]")
            .replace("from: c.id,", "from: c.number,")
            .replace(", exclude: { closed: c.closed }", "")
            .replace("  - kind: { from: c.kind, vocabulary: kind, phi: none }\n", ""));

    assertThat(difference().lines())
        .containsExactly(
            "entities/clinics.yaml: source 'clinic': exclusion 'closed': is gone",
            "entities/clinics.yaml: column 'kind': is gone",
            "entities/clinics.yaml: column 'legacy_id': from",
            "entities/clinics.yaml: column 'name': rules",
            "vocabularies/kind.yaml: is gone");
    assertThat(difference().phases()).containsExactly("ground", "people");
  }

  @Test
  void anEntityOnWhichNothingBuildsTouchesItsOwnPhase() {
    files.entity(ROOMS.replace("r.name", "r.title"));

    assertThat(difference().lines()).containsExactly("entities/rooms.yaml: column 'name': from");
    assertThat(difference().phases()).containsExactly("floor");
  }

  @Test
  void vocabulariesAndChecksTouchThePhasesThatUseThem() {
    files.file("vocabularies/kind.yaml", KIND.replace("value: first", "value: second"));
    assertThat(difference().lines()).containsExactly("vocabularies/kind.yaml: codes");
    assertThat(difference().phases()).containsExactly("ground", "people");

    files.file("vocabularies/kind.yaml", KIND);
    files.file("checks/clinics_have_a_name.sql", CHECK.replace("name is null", "name = ''"));
    assertThat(difference().lines()).containsExactly("checks/clinics_have_a_name.sql: sql");
    assertThat(difference().phases()).containsExactly("ground", "people");
  }

  @Test
  void whatAPlanSaysOfItsPhasesIsNamed() {
    files.file(
        "plans/test.yaml",
        """
        plan: test
        description: Other words.
        phases:
          - phase: floor
            title: The floor
            entities: [rooms]
          - phase: ground
            entities: [clinics]
        """);

    assertThat(difference().lines())
        .containsExactly(
            "plans/test.yaml: description",
            "plans/test.yaml: phase 'floor': title",
            "plans/test.yaml: phase 'people': is gone",
            "entities/owners.yaml: is gone");
    assertThat(difference().phases()).containsExactly("people");
  }
}

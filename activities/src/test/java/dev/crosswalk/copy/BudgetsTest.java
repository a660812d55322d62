package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan says how many of an entity's rows may be rejected, and what becomes of more. */
class BudgetsTest {
  /** A hundred rows; the last of every ten is no number, the 21st is no JSON. */
  private static final String LEGACY =
      """
      create table owner (id integer primary key, age text, notes text);
      insert into owner
      select n, case when n % 10 = 0 then 'old' else n::text end,
        case when n = 21 then '{' else '{}' end
      from generate_series(1, 100) n;
      """;

  private static final String MODERN =
      "create table owners (id uuid primary key, legacy_id bigint not null unique, age integer,"
          + " notes jsonb)";

  private static final String OWNERS =
      """
      entity: owners
      description: People.
      sources: [{ table: owner o, key: o.id }]
      target: { table: owners, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
        - age: { from: o.age, phi: quasi }
        - notes: { from: o.notes, rules: [json], phi: clinical }
      """;

  private static final String PLAN =
      """
      plan: budget
      description: People.
      phases:
        - phase: people
          entities: [owners]
      errors: %s
      """;

  @TempDir private Path directory;
  private final TestDatabases databases = new TestDatabases().of(LEGACY, MODERN);

  @AfterEach
  void close() {
    databases.close();
  }

  private Pipeline pipeline(String errors) {
    return new Pipeline(
        databases.pools(),
        new TestLibrary(directory)
            .entity(OWNERS)
            .file("plans/budget.yaml", PLAN.formatted(errors))
            .library(),
        "budget",
        "run",
        5,
        10);
  }

  private static void refused(
      Pipeline pipeline, int chunk, Opened opened, ErrorCode code, String message) {
    assertThatThrownBy(() -> pipeline.copy("owners", chunk, opened))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessage(message);
  }

  /** As the workflow notes a failure of the entity. */
  private void failed(ErrorCode code) {
    databases.modern("update crosswalk.entity set status = 'failed', code = '" + code.key() + "'");
  }

  @Test
  void anEntityStopsWhenMoreIsRejectedThanThePlanTolerates() {
    try (Pipeline pipeline =
        pipeline("{ error_tolerance: 2.5%, minor: [validation_failure.json] }")) {
      Opened opened = pipeline.open("owners");
      pipeline.copy("owners", 1, opened);
      pipeline.copy("owners", 2, opened);

      String message =
          "3 of the 100 planned rows of 'owners' were rejected; the plan says 2.5 % at most";
      refused(pipeline, 3, opened, ErrorCode.TOLERANCE, message);
      assertThat(databases.modernValue("select count(*) from owners")).isEqualTo("26");
      refused(pipeline, 3, opened, ErrorCode.TOLERANCE, message);

      failed(ErrorCode.TOLERANCE);
      Opened again = pipeline.open("owners");
      for (int chunk = 4; chunk <= 5; chunk++) {
        pipeline.copy("owners", chunk, again);
      }
      refused(pipeline, 6, again, ErrorCode.TOLERANCE, message);
    }
  }

  @Test
  void fromTheThresholdOnItIsTheRollbackThatIsWanted() {
    try (Pipeline pipeline = pipeline("{ error_tolerance: 1%, rollback_threshold: 2% }")) {
      Opened opened = pipeline.open("owners");
      pipeline.copy("owners", 1, opened);
      refused(
          pipeline,
          2,
          opened,
          ErrorCode.TOLERANCE,
          "2 of the 100 planned rows of 'owners' were rejected; the plan says 1 % at most");
      refused(
          pipeline,
          3,
          opened,
          ErrorCode.ROLLBACK_THRESHOLD,
          "4 of the 100 planned rows of 'owners' were rejected; the plan says 2 % at most");
    }
  }

  @Test
  void oneRowIsTooManyOfWhatThePlanCallsCritical() {
    try (Pipeline pipeline =
        pipeline("{ critical: [validation_failure.json], minor: [validation_failure] }")) {
      Opened opened = pipeline.open("owners");
      pipeline.copy("owners", 1, opened);
      pipeline.copy("owners", 2, opened);
      refused(
          pipeline,
          3,
          opened,
          ErrorCode.TOLERANCE,
          "rows of 'owners' were rejected as validation_failure.json, which the plan calls"
              + " critical");
    }
  }
}

package dev.crosswalk.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.library.Library;
import dev.crosswalk.lint.DatabaseLint;
import dev.crosswalk.report.AccountingTable;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.ReportReader;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.ResumeRequest;
import dev.crosswalk.workflows.RunActivities;
import dev.crosswalk.workflows.RunOutline;
import dev.crosswalk.workflows.RunRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan's file says of a run, and what a person chooses of it, on real databases. */
class PlannedRunTest {
  private static final String LEGACY =
      """
      create table owner (id integer primary key);
      create table pet (id integer primary key, owner_id integer, kind text);
      insert into owner select generate_series(1, 3);
      insert into pet
      select n, 1 + n % 3, case when n % 10 = 0 then 'fish' when n <> 7 then 'cat' end
      from generate_series(1, 30) n;
      """;

  private static final String MODERN =
      """
      create table owners (id uuid primary key, legacy_id bigint not null unique);
      create table pets (
        id uuid primary key,
        legacy_id bigint not null unique,
        owner_id uuid references owners,
        vet_id uuid references owners);
      """;

  private static final String OWNERS =
      """
      entity: owners
      description: People.
      sources: [{ table: owner o, key: o.id }]
      target: { table: owners, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
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

  private static final String EVERYTHING =
      """
      plan: everything
      description: People, then animals.
      phases:
        - phase: people
          entities: [owners]
        - phase: animals
          requires: [every_pet_has_an_owner]
          entities: [pets]
        - phase: afterwards
          kind: validate
          checks: [every_pet_has_an_owner]
      """;

  private static final String ANIMALS =
      """
      plan: animals
      description: Animals of people who are there.
      starts_from: everything
      prerequisites: [owners]
      phases:
        - phase: animals
          requires: [every_pet_has_an_owner]
          entities: [pets]
      overrides:
        pets: { batch_rows: 4, chunk_rows: 10, where: p.kind <> 'fish', expected: 26 }
      """;

  private static final String VECTORS =
      """
      plan: vectors
      description: People, then vectors of their words.
      phases:
        - phase: people
          entities: [owners]
        - phase: words
          title: Words
          kind: embed
      """;

  private static final String CHECK =
      """
      -- Nobody feeds it.
      select p.id::text as key
      from pets p
      left join owners o on o.id = p.owner_id
      where o.id is null
      """;

  private final TestDatabases databases = new TestDatabases().of(LEGACY, MODERN);
  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new SanitizingInterceptor())
                      .build())
              .build());
  private @Nullable Library library;
  private @Nullable RunActivitiesImpl activities;

  @BeforeEach
  void prepare(@TempDir Path directory) {
    library =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS)
            .file("plans/everything.yaml", EVERYTHING)
            .file("plans/animals.yaml", ANIMALS)
            .file("plans/vectors.yaml", VECTORS)
            .file("checks/every_pet_has_an_owner.sql", CHECK)
            .library();
    activities =
        new RunActivitiesImpl(databases.pools(), library(), () -> false, 1, FaultPoints.NONE);
    temporal.registerActivitiesImplementations(activities);
  }

  @AfterEach
  void close() {
    Objects.requireNonNull(activities).close();
    temporal.close();
    databases.close();
  }

  private Library library() {
    return Objects.requireNonNull(library);
  }

  private RunActivities run() {
    return temporal.newActivityStub(RunActivities.class);
  }

  private RunOutline preflight(String plan, RunRequest.@Nullable Selection asked, boolean strict) {
    RunRequest request = new RunRequest(plan, null, null, null, null, asked, strict, false);
    return run().preflight(new RunActivities.Start(request, "run", "workflow", "owner"));
  }

  private static RunRequest.Selection entities(boolean withDeps, String... names) {
    return new RunRequest.Selection(List.of(), List.of(names), List.of(), List.of(), withDeps);
  }

  private static ApplicationFailure failure(Runnable work) {
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, work::run);
    if (failure.getCause() instanceof ApplicationFailure application) {
      return application;
    }
    throw new AssertionError("not a failure of ours", failure);
  }

  private Pipeline pipeline(String plan, @Nullable Integer batchRows, @Nullable Integer chunkRows) {
    return new Pipeline(databases.pools(), library(), plan, "run", batchRows, chunkRows);
  }

  private Report report() throws SQLException {
    try (Connection target = databases.pools().target()) {
      return new ReportReader(target, "run").read();
    }
  }

  // Overrides.

  @Test
  void whatThePlanSaysOtherwiseReachesTheRowsAndTheAccount() {
    databases.modern("insert into owners select gen_random_uuid(), n from generate_series(1, 3) n");
    try (Pipeline pipeline = pipeline("animals", null, null)) {
      Counts counts = pipeline.load("pets");

      assertThat(counts).isEqualTo(new Counts(30, 4, 26, 26, 0, 0, 0, 0, 0, 0));
    }
    assertThat(databases.modernRows("select name, sum(rows) from crosswalk.filtered group by name"))
        .containsExactly("where|4");
    assertThat(databases.modernValue("select max(no) from crosswalk.chunk")).isEqualTo("3");
    assertThat(databases.modernValue("select max(read) from crosswalk.batch")).isEqualTo("4");
  }

  @Test
  void whatIsAskedForAtTheStartComesBeforeWhatThePlanSays() {
    databases.modern("insert into owners select gen_random_uuid(), n from generate_series(1, 3) n");
    try (Pipeline pipeline = pipeline("animals", 7, 100)) {
      pipeline.load("pets");
    }
    assertThat(databases.modernValue("select max(no) from crosswalk.chunk")).isEqualTo("1");
    assertThat(databases.modernValue("select max(read) from crosswalk.batch")).isEqualTo("7");
  }

  @Test
  void whereNobodySaysAnythingTheVolumeDecidesOnChunks() throws SQLException {
    databases.legacy("insert into pet select n, 1, 'cat' from generate_series(31, 12000) n");
    try (Pipeline pipeline = pipeline("everything", null, null)) {
      pipeline.load("owners");
      pipeline.load("pets");
    }
    assertThat(
            databases.modernRows(
                "select entity, max(no), max(source) from crosswalk.chunk group by 1 order by 1"))
        .containsExactly("owners|1|3", "pets|2|6000");
    List<String> volumes =
        report().phases().stream()
            .flatMap(phase -> phase.entities().stream())
            .map(entity -> entity.entity() + " " + entity.volume())
            .toList();
    assertThat(volumes).startsWith("owners small", "pets large");
    assertThat(report().json()).contains("\"volume\" : \"large\"");
  }

  // What must be there.

  @Test
  void aPlanIsRefusedWithoutItsPrerequisitesAndSaysWhatLoadsThem() {
    ApplicationFailure refused = failure(() -> preflight("animals", null, false));

    assertThat(refused.getType()).isEqualTo(ErrorCode.PREFLIGHT.key());
    assertThat(refused.getOriginalMessage())
        .contains(
            "prerequisites: the plan needs 'owners', and the target has none of it: crosswalk start"
                + " --plan everything --entities owners --with-deps");
    assertThat(databases.modernRows("select run from crosswalk.run")).isEmpty();

    databases.modern("insert into owners values (gen_random_uuid(), 1)");
    assertThat(preflight("animals", null, false).selection()).isNull();
  }

  @Test
  void whatARunHasLoadedIsThereThoughItWasNoRow() {
    databases.legacy("delete from owner");
    try (Pipeline pipeline = pipeline("everything", null, null)) {
      pipeline.load("owners");
      assertThat(failure(() -> preflight("animals", null, false)).getType())
          .as("the run is not over")
          .isEqualTo(ErrorCode.PREFLIGHT.key());
      pipeline.finish();
    }
    RunRequest request = new RunRequest("animals", null, null, null, null, null, false, false);
    RunOutline outline =
        run().preflight(new RunActivities.Start(request, "next", "workflow", "owner"));
    assertThat(outline.phases()).hasSize(1);
  }

  // Selections.

  @Test
  void aSelectionWithoutItsParentIsRefusedWithTheCommandThatLoadsBoth() {
    ApplicationFailure refused =
        failure(() -> preflight("everything", entities(false, "pets"), false));

    assertThat(refused.getType()).isEqualTo(ErrorCode.PREFLIGHT.key());
    assertThat(refused.getOriginalMessage())
        .contains(
            "'pets' needs 'owners' (owner_id), and the target has none of it: crosswalk start"
                + " --plan everything --entities pets --with-deps");

    databases.modern("insert into owners values (gen_random_uuid(), 1)");
    RunOutline outline = preflight("everything", entities(false, "pets"), false);
    assertThat(outline.selection()).isEqualTo("pets");
    assertThat(outline.phases())
        .singleElement()
        .extracting(phase -> phase.entities().size())
        .isEqualTo(1);
  }

  @Test
  void theClosureIsPartOfTheRun() throws SQLException {
    RunOutline outline = preflight("everything", entities(true, "pets"), false);

    assertThat(outline.selection()).isEqualTo("owners (needed by pets), pets");
    assertThat(databases.modernRows("select entity from crosswalk.entity order by no"))
        .containsExactly("owners", "pets");
    assertThat(databases.modernValue("select selection from crosswalk.run"))
        .isEqualTo("owners (needed by pets), pets");
    assertThat(report().run().selection()).isEqualTo("owners (needed by pets), pets");
  }

  @Test
  void whatMeansNothingInThePlanIsInvalidInput() {
    ApplicationFailure refused =
        failure(() -> preflight("everything", entities(false, "dogs"), false));

    assertThat(refused.getType()).isEqualTo(ErrorCode.INPUT.key());
    assertThat(refused.getOriginalMessage())
        .contains("plan 'everything' has no entity 'dogs'; known: owners, pets");
  }

  // Resume.

  private RunOutline resume() {
    ResumeRequest request = new ResumeRequest("run", false, "somebody", null);
    return run().resume(new RunActivities.Resume(request, "workflow", "new owner"));
  }

  @Test
  void aRunIsTakenUpAsItWasStartedAndWhereItStands() {
    RunOutline started = preflight("everything", entities(true, "pets"), false);
    databases.modern("update crosswalk.phase set status = 'in_progress' where phase = 'people'");

    RunOutline outline = resume();

    RunOutline.Standing standing = Objects.requireNonNull(outline.standing());
    assertThat(standing.begun()).containsExactly("people");
    assertThat(standing.entities())
        .extracting(RunOutline.Reached::entity, RunOutline.Reached::status)
        .containsExactly(tuple("owners", "pending"), tuple("pets", "pending"));
    assertThat(outline).usingRecursiveComparison().ignoringFields("standing").isEqualTo(started);
    assertThat(databases.modernValue("select owner_run_id from crosswalk.run"))
        .isEqualTo("new owner");
  }

  @Test
  void aRunThatTheLedgerDoesNotKnowIsNotTakenUp() {
    ApplicationFailure refused = failure(() -> resume());

    assertThat(refused.getType()).isEqualTo(ErrorCode.INPUT.key());
    assertThat(refused.getOriginalMessage())
        .isEqualTo("the ledger knows no run 'run' to resume; see: crosswalk runs");
  }

  // Expected numbers.

  @Test
  void aStrictRunIsRefusedWhenTheSourceHasOtherNumbersThanExpected() {
    databases.modern("insert into owners values (gen_random_uuid(), 1)");
    databases.legacy("delete from pet where id = 1");

    assertThat(failure(() -> preflight("animals", null, true)).getOriginalMessage())
        .contains("'pets': the plan expects 26 rows, the source has 25");

    databases.legacy("insert into pet values (1, 1, 'dog')");
    assertThat(preflight("animals", null, true).phases()).hasSize(1);
  }

  @Test
  void otherwiseBothNumbersStandInTheReportAndSoDoRowsThatCameTooLate() throws SQLException {
    databases.modern("insert into owners select gen_random_uuid(), n from generate_series(1, 3) n");
    databases.legacy("delete from pet where id = 1");
    try (Pipeline pipeline = pipeline("animals", null, null)) {
      pipeline.open("pets");
      databases.legacy("insert into pet values (31, 1, 'cat'), (32, 1, 'cat')");
      pipeline.load("pets");
      pipeline.finish();
    }

    Report report = report();
    assertThat(AccountingTable.lines(report))
        .contains(
            "pets: the plan expects 26 rows, 25 were read",
            "2 rows of pets came to the source after the chunks were planned: the next run loads"
                + " them");
    assertThat(report.nextSteps()).contains("crosswalk start --plan animals");
    assertThat(report.phases().get(0).entities().get(0).expected()).isEqualTo(26);
  }

  // Phases that are declared only.

  @Test
  void aPhaseThatEmbedsIsSkippedAndSaysWhy() {
    RunOutline outline = preflight("vectors", null, false);

    assertThat(outline.phases())
        .extracting(phase -> phase.phase())
        .containsExactly("people", "words");
    assertThat(Objects.requireNonNull(outline.standing()).entities())
        .singleElement()
        .satisfies(
            words -> {
              assertThat(words.entity()).isEqualTo("words");
              assertThat(words.status()).isEqualTo("skipped");
              assertThat(words.why()).startsWith("not available");
            });
    assertThat(
            databases.modernRows("select entity, status, reason from crosswalk.entity order by no"))
        .containsExactly(
            "owners|pending|null", "words|skipped|not available: nothing makes embeddings yet");
    assertThat(preflight("everything", entities(false, "owners"), false).standing()).isNull();
  }

  // Requirements, and phases that only validate.

  @Test
  void aPhaseIsRefusedUntilWhatItRequiresHolds() {
    databases.modern(
        "insert into owners values (gen_random_uuid(), 1);"
            + "insert into pets values (gen_random_uuid(), 99, null, null)");
    RunOutline outline = preflight("animals", null, false);
    assertThat(outline.phases().get(0).requires()).isTrue();
    RunActivities.GateTask task =
        new RunActivities.GateTask("run", outline.targetFingerprint(), "animals", List.of("pets"));

    ApplicationFailure refused = failure(() -> run().require(task));

    assertThat(refused.getType()).isEqualTo(ErrorCode.REQUIREMENT.key());
    assertThat(refused.isNonRetryable()).isTrue();
    assertThat(refused.getOriginalMessage())
        .contains(
            "phase 'animals' requires 'every_pet_has_an_owner', but 1 key offends; what it reads is"
                + " loaded by: crosswalk start --plan everything --entities owners --with-deps"
                + " (once this run has been aborted)");
    assertThat(
            databases.modernRows(
                "select entity, check_name, status, violated from crosswalk.check_result"))
        .containsExactly("pets|requires.every_pet_has_an_owner|failed|1");

    databases.modern("delete from pets");
    run().require(task);
    assertThat(databases.modernRows("select status from crosswalk.check_result"))
        .containsExactly("passed");
  }

  @Test
  void aPhaseThatOnlyValidatesIsAStepOfTheRunWithoutRows() throws SQLException {
    RunOutline outline = preflight("everything", null, false);
    assertThat(outline.phases().get(2).checksOnly()).isTrue();
    databases.modern("insert into pets values (gen_random_uuid(), 99, null, null)");
    RunActivities.GateTask task =
        new RunActivities.GateTask(
            "run", outline.targetFingerprint(), "afterwards", List.of("afterwards"));

    assertThat(run().gate(task).failed()).containsExactly("afterwards.every_pet_has_an_owner");
    databases.modern("delete from pets");
    assertThat(run().gate(task)).isEqualTo(new RunActivities.GateResult(1, List.of()));

    assertThat(
            databases.modernRows(
                "select entity, status, source_table is null from crosswalk.entity"
                    + " where phase = 'afterwards'"))
        .containsExactly("afterwards|validated|t");
    assertThat(
            databases.modernRows(
                "select source, read, balanced from crosswalk.accounting where entity ="
                    + " 'afterwards'"))
        .containsExactly("0|0|t");
    assertThat(report().phases().get(2).entities().get(0).checks()).hasSize(1);
  }

  // How deep a gate looks.

  @Test
  void aPhaseAndARiskSayHowDeepTheGateLooks(@TempDir Path directory) {
    library =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS.replace("description: Animals.", "description: Animals.\nrisk: high"))
            .file(
                "plans/deep.yaml",
                """
                plan: deep
                description: d
                phases:
                  - { phase: people, validation: basic, entities: [owners] }
                  - { phase: animals, entities: [pets] }
                  - { phase: last, kind: validate, validation: standard }
                """)
            .library();
    String target;
    try (Pipeline pipeline = pipeline("deep", null, null)) {
      pipeline.loadAll();
      target = pipeline.task("owners").targetFingerprint();
    }

    assertThat(gate(target, "people", "owners"))
        .isEqualTo(new RunActivities.GateResult(3, List.of()));
    assertThat(checks("owners"))
        .containsExactly("accounting", "inserted_rows_are_there", "row_count");
    assertThat(gate(target, "animals", "pets").failed()).isEmpty();
    assertThat(checks("pets")).contains("unique.legacy_id", "verification");
    assertThat(
            databases.modernValue(
                "select status from crosswalk.check_result where check_name = 'verification'"))
        .isEqualTo("not_available");

    databases.modern("alter table owners drop constraint owners_legacy_id_key cascade");
    databases.modern("insert into owners values (gen_random_uuid(), 1)");
    assertThat(gate(target, "last", "last").failed()).containsExactly("owners.unique.legacy_id");
    databases.modern(
        "delete from owners o where not exists (select from pets where owner_id = o.id)");
    assertThat(gate(target, "last", "last").failed()).isEmpty();
    assertThat(databases.modernRows("select status from crosswalk.entity where entity = 'last'"))
        .containsExactly("validated");
  }

  private RunActivities.GateResult gate(String target, String phase, String step) {
    return run().gate(new RunActivities.GateTask("run", target, phase, List.of(step)));
  }

  private List<String> checks(String entity) {
    return databases.modernRows(
        "select check_name from crosswalk.check_result where entity = '"
            + entity
            + "' order by check_name");
  }

  // Where a plan starts from.

  @Test
  void rowsInATargetThatShouldBeEmptyAreAWarningOnly() throws SQLException {
    assertThat(lint("everything")).isEmpty();
    databases.modern("insert into owners values (gen_random_uuid(), 1)");

    assertThat(lint("everything"))
        .containsExactly(
            "plans/everything.yaml:1: warning: the plan starts from an empty target, but there are"
                + " rows in owners; unless another run loaded them, see that they may stay");
    assertThat(lint("animals")).isEmpty();
    assertThat(preflight("everything", null, false).phases()).hasSize(3);
  }

  @Test
  void whatThePlanLeavesOutIsToBlameInThePlansOwnFile(@TempDir Path directory) throws SQLException {
    library =
        new TestLibrary(directory)
            .entity(OWNERS)
            .entity(PETS)
            .file("plans/everything.yaml", EVERYTHING)
            .file("plans/animals.yaml", ANIMALS.replace("p.kind <> 'fish'", "p.species <> 'fish'"))
            .file("checks/every_pet_has_an_owner.sql", CHECK)
            .library();

    assertThat(lint("animals"))
        .singleElement()
        .asString()
        .startsWith("plans/animals.yaml:10: the source refuses exclude 'where': column p.species");
  }

  private List<String> lint(String plan) throws SQLException {
    try (Connection source = databases.pools().source();
        Connection target = databases.pools().target()) {
      return DatabaseLint.problems(library(), library().compile(plan), source, target).stream()
          .map(Object::toString)
          .toList();
    }
  }
}

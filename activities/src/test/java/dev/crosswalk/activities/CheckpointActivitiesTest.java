package dev.crosswalk.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.settings.BackupLimits;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.CheckpointActivities;
import dev.crosswalk.workflows.CheckpointActivities.BackupTask;
import dev.crosswalk.workflows.CheckpointActivities.DocumentsTask;
import dev.crosswalk.workflows.CheckpointActivities.Taken;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups and documents as a run asks for them. */
class CheckpointActivitiesTest {
  private static final String OWNERS =
      """
      entity: owners
      description: People.
      sources: [{ table: owner o, key: o.id }]
      target: { table: owners, conflict: { key: [legacy_id] } }
      columns:
        - legacy_id: { from: o.id, phi: quasi }
      """;

  @TempDir private Path directory;

  private final TestDatabases databases =
      new TestDatabases()
          .of(
              "create table owner (id integer primary key); insert into owner values (1), (2)",
              "create table owners (id uuid primary key, legacy_id bigint not null unique);"
                  + "create table others (n integer);"
                  + "insert into owners select gen_random_uuid(), 7");

  private final TestActivityEnvironment temporal =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new SanitizingInterceptor())
                      .build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
    databases.close();
  }

  private Pipeline pipeline(String run) {
    TestLibrary library = new TestLibrary(directory.resolve("plans")).entity(OWNERS).plan("owners");
    return new Pipeline(databases.pools(), library.library(), "test", run, 10, 100);
  }

  private CheckpointActivitiesImpl serve(BackupLimits limits, @Nullable Path reports) {
    CheckpointActivitiesImpl activities =
        new CheckpointActivitiesImpl(databases.pools(), limits, reports, FaultPoints.NONE);
    temporal.registerActivitiesImplementations(activities);
    return activities;
  }

  private CheckpointActivities run() {
    return temporal.newActivityStub(CheckpointActivities.class);
  }

  private BackupTask task(String run, int round, boolean full) {
    return new BackupTask(run, fingerprint(), "all", round, full);
  }

  private String fingerprint() {
    try (Connection target = databases.pools().target()) {
      return Databases.fingerprint(target);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static ApplicationFailure failure(Runnable work) {
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, work::run);
    if (failure.getCause() instanceof ApplicationFailure application) {
      return application;
    }
    throw new AssertionError("not a failure of ours", failure);
  }

  @Test
  void theSameTaskGivesTheSameBackupAndOldOnesGo() {
    try (Pipeline first = pipeline("one");
        CheckpointActivitiesImpl activities = serve(new BackupLimits(null, null, 0), null)) {
      Taken taken = run().backup(task("one", 1, false));
      assertThat(taken.tables()).isEqualTo(1);
      assertThat(taken.rows()).isEqualTo(1);
      first.load("owners");

      assertThat(run().backup(task("one", 1, false))).isEqualTo(taken);
      assertThat(run().backup(task("one", 2, false)).rows()).isEqualTo(3);
      assertThat(run().backup(task("one", 1, true)).tables()).isEqualTo(2);
      first.finish();
      try (Pipeline second = pipeline("two")) {
        run().backup(task("two", 1, false));
        second.finish();
      }

      assertThat(databases.modernRows("select run, status from crosswalk.backup order by id"))
          .containsExactly("one|dropped", "one|dropped", "one|dropped", "two|complete");
      assertThat(activities).isNotNull();
    }
  }

  @Test
  void aBackupWithoutRoomIsForAPersonAtOnce() {
    try (Pipeline pipeline = pipeline("one");
        CheckpointActivitiesImpl activities = serve(new BackupLimits(1024L, null, 10), null)) {
      ApplicationFailure refused = failure(() -> run().backup(task("one", 1, false)));

      assertThat(refused.getType()).isEqualTo(ErrorCode.DISK.key());
      assertThat(refused.isNonRetryable()).isTrue();
      assertThat(refused.getOriginalMessage())
          .startsWith("no room for the backup:")
          .contains("Raise backup_space, or keep fewer backups; nothing was copied");
      assertThat(databases.modernRows("select status from crosswalk.backup"))
          .containsExactly("dropped");
      assertThat(pipeline).isNotNull();
      assertThat(activities).isNotNull();
    }
  }

  @Test
  void documentsOfARunAreReplacedAsAWhole() throws Exception {
    Path reports = directory.resolve("reports");
    try (Pipeline pipeline = pipeline("../a run");
        CheckpointActivitiesImpl activities = serve(BackupLimits.DEFAULT, reports)) {
      String place = run().documents(new DocumentsTask("../a run", fingerprint())).place();
      Path documents = reports.resolve("%2E.%2Fa+run");
      assertThat(place).isEqualTo(documents.toString());
      assertThat(Files.readString(documents.resolve("migration_progress_report.md")))
          .contains("| 1 | owners |  | 0 |  |  | not_started |  |  |");
      pipeline.load("owners");
      pipeline.check("all", "owners");
      pipeline.finish();

      run().documents(new DocumentsTask("../a run", fingerprint()));

      assertThat(Files.readString(documents.resolve("migration_progress_report.md")))
          .contains("| 1 | owners | 2 | 2 | 0 | 100.0 % |")
          .endsWith("Next step: nothing is left to do for this run.\n");
      assertThat(Files.readString(documents.resolve("report.json"))).contains("\"checks\"");
      try (Stream<Path> files = Files.list(documents)) {
        assertThat(files).hasSize(2);
      }
      assertThat(activities).isNotNull();
    }
  }

  @Test
  void aWorkerThatWasNotToldWhereWritesNoDocuments() {
    try (CheckpointActivitiesImpl activities = serve(BackupLimits.DEFAULT, null)) {
      assertThat(run().documents(new DocumentsTask("one", "unknown")).place()).isNull();
      assertThat(activities).isNotNull();
    }
  }
}

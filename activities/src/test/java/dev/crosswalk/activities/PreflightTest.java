package dev.crosswalk.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TransactionPooler;
import dev.crosswalk.workflows.RunActivities;
import dev.crosswalk.workflows.RunOutline;
import dev.crosswalk.workflows.RunRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused before anything is written. */
class PreflightTest {
  private final TestDatabases databases = new TestDatabases().builtIn("0.01", "none");
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

  private interface Work {
    void on(RunActivities activities);
  }

  private void with(Endpoint source, Endpoint target, Work work) {
    try (Databases pools = new Databases(source, target, 2);
        RunActivitiesImpl activities =
            new RunActivitiesImpl(
                pools, new Library(PlanFiles.builtIn()), () -> false, 1, FaultPoints.NONE)) {
      temporal.registerActivitiesImplementations(activities);
      work.on(temporal.newActivityStub(RunActivities.class));
    }
  }

  private static RunOutline preflight(RunActivities activities) {
    RunRequest request = new RunRequest("core", null, null, null, null, null, false, false);
    return activities.preflight(new RunActivities.Start(request, "run", "workflow", "owner"));
  }

  private static ApplicationFailure failure(Runnable work) {
    ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, work::run);
    if (failure.getCause() instanceof ApplicationFailure application) {
      return application;
    }
    throw new AssertionError("not a failure of ours", failure);
  }

  @Test
  void oneDatabaseByTwoNamesAndTwoRolesIsNotTwo() {
    Endpoint twin =
        new Endpoint(
            databases.loader().jdbcUrl().replace("//localhost", "//127.0.0.1"),
            databases.reader().user(),
            databases.reader().password());
    assertThat(twin.jdbcUrl()).isNotEqualTo(databases.loader().jdbcUrl());
    with(
        twin,
        databases.loader(),
        activities -> {
          ApplicationFailure refused = failure(() -> preflight(activities));
          assertThat(refused.getType()).isEqualTo(ErrorCode.SAME_DATABASE.key());
          assertThat(refused.getOriginalMessage()).startsWith("databases.apart: source and target");
          assertThat(refused.isNonRetryable()).isTrue();
        });
    assertThat(databases.modernRows("select run from crosswalk.run")).isEmpty();
  }

  @Test
  void aPoolerInTransactionModeIsRefused() {
    try (TransactionPooler pooler = new TransactionPooler(databases.loader(), 3, false)) {
      with(
          databases.reader(),
          pooler.endpoint(),
          activities -> {
            ApplicationFailure refused = failure(() -> preflight(activities));
            assertThat(refused.getType()).isEqualTo(ErrorCode.POOLED.key());
            assertThat(refused.isNonRetryable()).isTrue();
          });
    }
  }

  @Test
  void aPlanThatDoesNotFitTheDatabasesIsRefusedWithEveryReason() {
    databases.legacy("revoke select on dispatch_office from crosswalk_reader");
    databases.modern(
        "revoke insert on cases from crosswalk_loader; drop table orders cascade;"
            + "alter table patients add nobody_feeds integer not null");
    with(
        databases.reader(),
        databases.loader(),
        activities -> {
          ApplicationFailure refused = failure(() -> preflight(activities));
          assertThat(refused.getType()).isEqualTo(ErrorCode.PREFLIGHT.key());
          assertThat(refused.isNonRetryable()).isTrue();
          assertThat(refused.getOriginalMessage())
              .contains("privileges: entities/practices.yaml", "grant select")
              .contains("privileges: entities/cases.yaml", "grant insert on public.cases")
              .contains("schema.contract: entities/orders.yaml")
              .contains("entities/patients.yaml", "nobody_feeds");
        });
    assertThat(databases.modernRows("select run from crosswalk.run")).isEmpty();
  }

  @Test
  void theStatusOfARunIsNotWrittenIntoAnotherTarget() {
    with(
        databases.reader(),
        databases.loader(),
        activities -> {
          RunOutline outline = preflight(activities);
          ApplicationFailure refused =
              failure(
                  () ->
                      activities.finish(
                          new RunActivities.StatusChange(
                              "run", "owner", "another", null, null, "aborted", null, null)));
          assertThat(refused.getType()).isEqualTo(ErrorCode.WRONG_DATABASE.key());
          assertThat(refused.isNonRetryable()).as("another worker may be right").isFalse();
          assertThat(databases.modernRows("select status from crosswalk.run"))
              .containsExactly("preparing");

          activities.finish(
              new RunActivities.StatusChange(
                  "run", "owner", outline.targetFingerprint(), null, null, "aborted", null, null));
          assertThat(databases.modernRows("select status from crosswalk.run"))
              .containsExactly("aborted");
        });
  }
}

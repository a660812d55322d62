package dev.crosswalk.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A target belongs to one run. */
class OwnershipTest {
  private static final int STARTS = 4;

  private final CompiledPlan plan = new Library(PlanFiles.builtIn()).compile("core");
  private final String body = Library.store(plan);

  private void take(Databases databases, String run, String owner) throws SQLException {
    try (Connection target = databases.target()) {
      target.setAutoCommit(false);
      RunLedger ledger = new RunLedger(target, run);
      ledger.storePlan(Library.digest(body), "core", body);
      ledger.take(
          plan,
          new RunLedger.Settings(
              Library.digest(body), 10, 100, "source", "target", run, owner, null));
      target.commit();
    }
  }

  @Test
  void ofStartsAtOnceExactlyOneWins() throws Exception {
    try (TestDatabases databases = new TestDatabases().of("select 1", "select 1")) {
      Databases pools = databases.pools();
      ExecutorService starts = Executors.newFixedThreadPool(STARTS);
      CountDownLatch ready = new CountDownLatch(STARTS);
      List<Future<String>> results = new ArrayList<>();
      for (int start = 0; start < STARTS; start++) {
        String run = "run-" + start;
        results.add(
            starts.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  take(pools, run, "owner of " + run);
                  return run;
                }));
      }
      List<String> winners = new ArrayList<>();
      for (Future<String> result : results) {
        try {
          winners.add(result.get());
        } catch (ExecutionException refused) {
          assertThat(refused.getCause())
              .isInstanceOfSatisfying(
                  Failure.class,
                  failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RUN_BUSY));
        }
      }
      starts.shutdown();

      assertThat(winners).hasSize(1);
      assertThat(databases.modernRows("select run from crosswalk.run")).isEqualTo(winners);
      assertThat(databases.modernRows("select distinct run from crosswalk.entity"))
          .isEqualTo(winners);
    }
  }

  /** The answer to the first COMMIT may have been lost. */
  @Test
  void theOwnerMayTakeItAgain() throws Exception {
    try (TestDatabases databases = new TestDatabases().of("select 1", "select 1")) {
      Databases pools = databases.pools();
      take(pools, "one", "owner");
      take(pools, "one", "owner");

      assertThat(databases.modernRows("select run, owner_run_id from crosswalk.run"))
          .containsExactly("one|owner");
    }
  }
}

package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.Relay;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a chunk exact when attempts fail, meet or come too late. */
class ChunkTest {
  private static final int ROWS = 1000;

  private TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(
        "create table person (id integer primary key, name text);"
            + "insert into person select 3 * n, 'name ' || n from generate_series(1, "
            + ROWS
            + ") n",
        "create table people (id uuid primary key, legacy_id bigint unique not null,"
            + " name text not null)");
    files =
        new TestLibrary(directory)
            .file(
                "plans/small.yaml",
                "plan: small\ndescription: d\nphases: [{phase: one, entities: [people]}]")
            .file(
                "entities/people.yaml",
                """
                entity: people
                description: d
                sources: [{ table: person p, key: p.id }]
                target: { table: people, conflict: { key: [legacy_id], action: keep } }
                columns:
                  - legacy_id: { from: p.id, phi: none }
                  - name: { from: p.name, phi: direct }
                """);
  }

  @AfterEach
  void drop() {
    databases.close();
  }

  private Pipeline pipeline(String run, int batchRows, int chunkRows) {
    return new Pipeline(databases.pools(), files.library(), "small", run, batchRows, chunkRows);
  }

  private String loaded() {
    return databases.modernValue("select count(*) || ' ' || count(distinct legacy_id) from people");
  }

  @Test
  void aRowBrokenInTheMiddleOfABatchCostsExactlyThatRow() {
    databases.legacy("update person set name = null where id = 1500");
    try (Pipeline pipeline = pipeline("one", 300, 2000)) {
      Counts counts = pipeline.load("people");

      assertThat(counts).isEqualTo(new Counts(1000, 0, 1000, 999, 0, 0, 0, 1, 0, 0));
      assertThat(
              databases.modernRows(
                  "select source_table, source_key, code, sqlstate, column_name, suggestion <> '',"
                      + " source_values ->> 'legacy_id' from crosswalk.reject"))
          .containsExactly("person|1500|validation_failure.required|23502|name|t|1500");
    }
  }

  @Test
  void anAttemptThatDiesLeavesWholeBatchesAndTheNextGoesOnThere() {
    databases.modern(
        "create function die() returns trigger language plpgsql as $$ begin"
            + " if new.legacy_id = 1800 then raise exception 'gone' using errcode = '57P01'; end if;"
            + " return new; end $$;"
            + "create trigger die before insert on people for each row execute function die()");
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      Opened opened = pipeline.open("people");
      Failure failure =
          catchThrowableOfType(Failure.class, () -> pipeline.copy("people", 1, opened));

      assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTIVITY);
      assertThat(loaded()).isEqualTo("500 500");
      assertThat(databases.modernRows("select at_key, done from crosswalk.chunk where no > 0"))
          .containsExactly("1500|f");

      databases.modern("drop trigger die on people");
      Counts rest = pipeline.copy("people", 1, opened);

      assertThat(rest.read()).isEqualTo(500);
      assertThat(loaded()).isEqualTo("1000 1000");
      assertThat(
              databases.modernRows(
                  "select source, read, inserted, balanced from crosswalk.accounting"))
          .containsExactly("1000|1000|1000|t");
    }
  }

  @Test
  void twoAttemptsAtOnceWriteEveryRowOnce() throws Exception {
    try (Pipeline pipeline = pipeline("one", 10, 2000)) {
      Opened opened = pipeline.open("people");
      ExecutorService attempts = Executors.newFixedThreadPool(3);
      List<Future<Counts>> results = new ArrayList<>();
      for (int attempt = 0; attempt < 3; attempt++) {
        results.add(attempts.submit(() -> pipeline.copy("people", 1, opened)));
      }
      for (Future<Counts> result : results) {
        try {
          result.get();
        } catch (java.util.concurrent.ExecutionException stopped) {
          assertThat(stopped.getCause())
              .isInstanceOfSatisfying(
                  Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STALE));
        }
      }
      attempts.shutdown();
      pipeline.load("people"); // whatever the fenced attempts left

      assertThat(loaded()).isEqualTo("1000 1000");
      assertThat(
              databases.modernRows(
                  "select source, read, inserted, existing_same, balanced from crosswalk.accounting"))
          .containsExactly("1000|1000|1000|0|t");
    }
  }

  @Test
  void afterAHaltAnOlderAttemptWritesNothing() {
    try (Pipeline pipeline = pipeline("one", 100, 500)) {
      Opened opened = pipeline.open("people");
      assertThat(opened.open()).containsExactly(1, 2);
      try (Heartbeat heartbeat = pipeline.heartbeat()) {
        pipeline.planner.halt(pipeline.task("people"), heartbeat);
      }
      Failure failure =
          catchThrowableOfType(Failure.class, () -> pipeline.copy("people", 1, opened));

      assertThat(failure.code()).isEqualTo(ErrorCode.STALE);
      assertThat(loaded()).isEqualTo("0 0");
      assertThat(pipeline.load("people").inserted()).isEqualTo(1000);
    }
  }

  @Test
  void whenTheAnswerToACommitIsLostTheLedgerTellsThatItHappened() throws Exception {
    slow();
    ExecutorService attempts = Executors.newSingleThreadExecutor();
    try (Relay relay = new Relay(databases.loader());
        Databases pools = new Databases(databases.reader(), relay.endpoint(databases.loader()), 4);
        Pipeline pipeline = new Pipeline(pools, files.library(), "small", "one", 100, 2000)) {
      Opened opened = pipeline.open("people");
      Future<Counts> attempt = attempts.submit(() -> pipeline.copy("people", 1, opened));
      while (databases.modernRows("select 1 from crosswalk.batch").size() < 2) {
        Thread.onSpinWait();
      }
      relay.loseAnswerTo("COMMIT");

      assertThatThrownBy(attempt::get)
          .cause()
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTIVITY));
      assertThat(relay.hasLost()).isTrue();
      assertThat(pipeline.load("people").inserted()).isEqualTo(1000);
      assertThat(loaded()).isEqualTo("1000 1000");
      assertThat(databases.modernRows("select count(*), sum(inserted) from crosswalk.batch"))
          .containsExactly("10|1000");
    } finally {
      attempts.shutdownNow();
    }
  }

  /** It is stopped in a batch, and Temporal has given its chunk to another attempt. */
  @Test
  void anAttemptDoesNotWaitForAStoppedOneThatHoldsTheChunk() throws Exception {
    Databases pools = databases.pools();
    try (Pipeline pipeline = pipeline("one", 100, 2000);
        Connection stopped = pools.target()) {
      Opened opened = pipeline.open("people");
      stopped.setAutoCommit(false);
      hold(stopped);

      assertThat(pipeline.copy("people", 1, opened).inserted()).isEqualTo(1000);
      assertThatThrownBy(stopped::commit).isInstanceOf(java.sql.SQLException.class);
    }
  }

  /** As a writer in the middle of its batch whose process was stopped. */
  private static void hold(Connection stopped) throws java.sql.SQLException {
    try (Statement statement = stopped.createStatement()) {
      statement.execute("update crosswalk.chunk set writer_pid = pg_backend_pid()");
      stopped.commit();
      statement.execute("update crosswalk.chunk set at_key = '3'");
    }
  }

  private void slow() {
    databases.modern(
        "create function slow() returns trigger language plpgsql as $$ begin"
            + " perform pg_sleep(0.002); return new; end $$;"
            + "create trigger slow before insert on people for each row execute function slow()");
  }

  @Test
  void aStoppedWriterThatHoldsItsChunkIsEnded() throws Exception {
    Databases pools = databases.pools();
    try (Pipeline pipeline = pipeline("one", 100, 2000);
        Connection stopped = pools.target()) {
      Opened opened = pipeline.open("people");
      stopped.setAutoCommit(false);
      hold(stopped);
      Opened again = pipeline.open("people");

      assertThat(again.epoch()).isGreaterThan(opened.epoch());
      assertThatThrownBy(stopped::commit).isInstanceOf(java.sql.SQLException.class);
      assertThat(pipeline.load("people").inserted()).isEqualTo(1000);
    }
  }

  @Test
  void aChunkThatIsDoneIsNotTouchedAgain() {
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      Opened opened = pipeline.open("people");
      pipeline.copy("people", 1, opened);
      assertThat(pipeline.copy("people", 1, opened)).isEqualTo(Counts.NONE);
      assertThat(databases.modernRows("select count(*) from crosswalk.batch"))
          .containsExactly("10");
    }
  }

  @Test
  void anInsertThatATriggerSwallowsIsNoticedAndNothingIsWritten() {
    databases.modern(
        "create function swallow() returns trigger language plpgsql as $$ begin"
            + " if new.legacy_id = 30 then return null; end if; return new; end $$;"
            + "create trigger swallow before insert on people for each row execute function swallow()");
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      Opened opened = pipeline.open("people");
      Failure failure =
          catchThrowableOfType(Failure.class, () -> pipeline.copy("people", 1, opened));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNBALANCED);
      assertThat(loaded()).isEqualTo("0 0");
      assertThat(databases.modernRows("select balanced from crosswalk.accounting"))
          .containsExactly("f");
    }
  }

  @Test
  void aJoinThatRepeatsKeysStopsTheEntity() {
    files.file(
        "entities/people.yaml",
        """
        entity: people
        description: d
        sources:
          - { table: person p, join: ["left join generate_series(1, 2) g on true"], key: p.id }
        target: { table: people, conflict: { key: [legacy_id], action: keep } }
        columns:
          - legacy_id: { from: p.id, phi: none }
          - name: { from: p.name, phi: direct }
        """);
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      Opened opened = pipeline.open("people");
      Failure failure =
          catchThrowableOfType(Failure.class, () -> pipeline.copy("people", 1, opened));
      assertThat(failure.code()).isEqualTo(ErrorCode.KEY_ORDER);
    }
  }

  @Test
  void rowsBeyondThePlannedKeysAreCountedLateAndLoadedByTheNextRun() {
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      pipeline.open("people");
      databases.legacy("insert into person values (100000, 'late')");
      assertThat(pipeline.load("people").late()).isEqualTo(1);
      pipeline.finish();
    }
    try (Pipeline pipeline = pipeline("two", 100, 2000)) {
      Counts counts = pipeline.load("people");
      assertThat(counts).isEqualTo(new Counts(1001, 0, 1001, 1, 0, 1000, 0, 0, 0, 0));
    }
  }

  @Test
  void rowsThatWereThereKeepTheirIdsAndDifferencesAreListed() {
    databases.modern(
        "insert into people values ('00000000-0000-4000-8000-000000000001', 3, 'name 1'),"
            + " ('00000000-0000-4000-8000-000000000002', 6, 'another name')");
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      Counts counts = pipeline.load("people");

      assertThat(counts).isEqualTo(new Counts(1000, 0, 1000, 998, 0, 1, 1, 0, 0, 0));
      assertThat(databases.modernRows("select name from people where legacy_id = 6"))
          .containsExactly("another name");
      assertThat(
              databases.modernRows(
                  "select source_key, target_id, columns from crosswalk.difference"))
          .containsExactly("6|00000000-0000-4000-8000-000000000002|{name}");
    }
  }

  @Test
  void aRepairedRowIsLoadedByTheNextRunAndItsRejectIsClosed() {
    databases.legacy("update person set name = null where id = 1500");
    try (Pipeline pipeline = pipeline("one", 300, 2000)) {
      pipeline.load("people");
      assertThat(pipeline.finish()).isEqualTo("completed_with_rejects");
    }
    databases.legacy("update person set name = 'repaired' where id = 1500");
    try (Pipeline pipeline = pipeline("two", 300, 2000)) {
      assertThat(pipeline.load("people").inserted()).isEqualTo(1);
      assertThat(databases.modernRows("select * from crosswalk.open_rejects")).isEmpty();
      assertThat(
              databases.modernRows(
                  "select inserted, existing_same, rejected, balanced, run.status, resolved_by"
                      + " from crosswalk.accounting join crosswalk.run using (run)"
                      + " join crosswalk.reject using (run) where run = 'one'"))
          .containsExactly("999|1|0|t|completed|run two");
      assertThat(pipeline.finish()).isEqualTo("completed");
    }
  }

  @Test
  void aTargetThatARunOwnsIsRefusedToAnother() {
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      Failure busy = catchThrowableOfType(Failure.class, () -> pipeline("two", 100, 2000));
      assertThat(busy.code()).isEqualTo(ErrorCode.RUN_BUSY);
      assertThat(busy).hasMessageContaining("'one'");
      pipeline.finish();
      Failure used = catchThrowableOfType(Failure.class, () -> pipeline("one", 100, 2000));
      assertThat(used.code()).isEqualTo(ErrorCode.RUN_EXISTS);
    }
  }

  @Test
  void aWorkerOnOtherDatabasesIsRefused() {
    try (Pipeline pipeline = pipeline("one", 100, 2000)) {
      databases.modern("update crosswalk.run set source_fingerprint = '1/2/elsewhere'");
      Failure failure = catchThrowableOfType(Failure.class, () -> pipeline.open("people"));
      assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_DATABASE);
      assertThat(failure.code().retryable()).as("another worker may be right").isTrue();
    }
  }

  /** Two targets may know a run of the same name, of which the second is over there. */
  @Test
  void aWorkerOnAnotherTargetIsRefusedThoughThatHasARunOfTheName() {
    try (Pipeline there = pipeline("one", 100, 2000);
        TestDatabases here =
            new TestDatabases()
                .of(
                    "create table person (id integer primary key, name text)",
                    "create table people (id uuid primary key, legacy_id bigint unique not null,"
                        + " name text not null)");
        Pipeline own = new Pipeline(here.pools(), files.library(), "small", "one", 100, 2000)) {
      there.load("people");
      Opened opened = own.open("people");
      Failure failure =
          catchThrowableOfType(
              Failure.class,
              () -> {
                try (Heartbeat heartbeat = there.heartbeat()) {
                  there.copier.copy(own.chunk("people", 1, opened), 1, heartbeat);
                }
              });
      assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_DATABASE);
    }
  }

  @Test
  void aCancelBetweenBatchesLeavesWholeBatches() {
    try (Pipeline pipeline = pipeline("one", 10, 2000)) {
      Opened opened = pipeline.open("people");
      RuntimeException wanted = new IllegalStateException("cancelled");
      java.util.concurrent.ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
      slow();
      try (Heartbeat heartbeat =
          new Heartbeat(
              timer,
              details -> {
                if (details instanceof ChunkCopier.Progress) {
                  throw wanted;
                }
              },
              "test")) {
        assertThatThrownBy(
                () -> pipeline.copier.copy(pipeline.chunk("people", 1, opened), 1, heartbeat))
            .isSameAs(wanted);
      } finally {
        timer.shutdownNow();
      }
      long rows = Long.parseLong(databases.modernValue("select count(*) from people"));
      assertThat(rows).isBetween(1L, 999L).matches(count -> count % 10 == 0);
      assertThat(databases.modernValue("select sum(inserted) from crosswalk.batch"))
          .isEqualTo(Long.toString(rows));
    }
  }
}

package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps back-filled references exact when attempts fail, meet or come too late. */
class BackfillTest {
  /** Three batches of 5,000: each row refers to the next one, which has not come yet. */
  private static final int ROWS = 12_000;

  private final TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(
        "create table person (id integer primary key, next integer);"
            + "insert into person select n, case when n < %1$s then n + 1 end".formatted(ROWS)
            + " from generate_series(1, %s) n".formatted(ROWS),
        "create table people (id uuid primary key, legacy_id bigint unique not null,"
            + " next_id uuid references people)");
    files =
        new TestLibrary(directory)
            .plan("people")
            .entity(
                """
                entity: people
                description: d
                sources: [{ table: person p, key: p.id }]
                target: { table: people, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: p.id, phi: none }
                  - next_id: { reference: people, by: legacy_id, from: p.next, missing: null, phi: none }
                """);
  }

  @AfterEach
  void drop() {
    databases.close();
  }

  private Pipeline pipeline() {
    return new Pipeline(databases.pools(), files.library(), "test", "one", 50_000, 50_000);
  }

  private static Opened load(Pipeline pipeline) {
    Opened opened = pipeline.open("people");
    pipeline.copy("people", 1, opened);
    return opened;
  }

  private static Counts close(Pipeline pipeline, Opened opened) {
    try (Heartbeat heartbeat = pipeline.heartbeat()) {
      return pipeline.planner.close(pipeline.closing("people", opened), heartbeat);
    }
  }

  private String filled() {
    return databases.modernValue("select count(next_id) from people");
  }

  private void assertAllFilledOnce() {
    assertThat(
            databases.modernRows(
                "select count(*), count(*) filter (where n.legacy_id = p.legacy_id + 1)"
                    + " from people p left join people n on n.id = p.next_id"))
        .containsExactly(ROWS + "|" + (ROWS - 1));
    assertThat(
            databases.modernRows(
                "select status, settled_run, settled_entity, count(*) from crosswalk.pending"
                    + " group by 1, 2, 3"))
        .containsExactly("filled|one|people|" + (ROWS - 1));
    assertThat(
            databases.modernValue(
                "select count(*) from people p join crosswalk.pending w on w.target_id = p.id"
                    + " where p.xmin <> w.settled_xid"))
        .as("rows that do not tell that we wrote them last")
        .isEqualTo("0");
    assertThat(
            databases.modernRows(
                "select batch from crosswalk.batch where kind = 'backfill'"
                    + " except select settled_batch from crosswalk.pending"))
        .as("batches that filled nothing")
        .isEmpty();
    assertThat(databases.modernRows("select read, inserted, balanced from crosswalk.accounting"))
        .containsExactly("%1$s|%1$s|t".formatted(ROWS));
  }

  @Test
  void aClosingThatDiesLeavesWholeBatchesAndTheNextFillsTheRest() {
    try (Pipeline pipeline = pipeline()) {
      Opened opened = load(pipeline);
      assertThat(filled()).isEqualTo("0");
      String last =
          databases.modernValue(
              "select legacy_id from people where legacy_id < %s order by id desc limit 1"
                  .formatted(ROWS));
      databases.modern(
          "create function die() returns trigger language plpgsql as $$ begin"
              + " if new.legacy_id = "
              + last
              + " then raise exception 'gone' using errcode = '57P01'; end if; return new; end $$;"
              + "create trigger die before update on people for each row execute function die()");
      Failure failure = catchThrowableOfType(Failure.class, () -> close(pipeline, opened));

      assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTIVITY);
      assertThat(filled()).isEqualTo("10000");
      databases.modern("drop trigger die on people");
      databases.modern("create table filled as select id from people where next_id is not null");
      String where =
          "select md5(string_agg(p.ctid::text, ',' order by p.id)) from people p"
              + " join filled f on f.id = p.id";
      final String before = databases.modernValue(where);
      close(pipeline, opened);

      assertAllFilledOnce();
      assertThat(databases.modernValue(where))
          .as("where the rows of the first two batches stand")
          .isEqualTo(before);
    }
  }

  @Test
  void twoClosingsAtOnceFillEveryReferenceOnce() throws Exception {
    try (Pipeline pipeline = pipeline()) {
      Opened opened = load(pipeline);
      ExecutorService attempts = Executors.newFixedThreadPool(2);
      List<Future<Counts>> results = new ArrayList<>();
      for (int attempt = 0; attempt < 2; attempt++) {
        results.add(attempts.submit(() -> close(pipeline, opened)));
      }
      for (Future<Counts> result : results) {
        try {
          result.get();
        } catch (ExecutionException stopped) {
          // A batch that took too long was ended by the other attempt; Temporal would try again.
          assertThat(stopped.getCause())
              .isInstanceOfSatisfying(
                  Failure.class, failure -> assertThat(failure.code().retryable()).isTrue());
        }
      }
      attempts.shutdown();
      close(pipeline, opened);

      assertAllFilledOnce();
    }
  }

  /** Rows and what they wait for are loaded side by side, and both are done at the same moment. */
  @Test
  void theClosingsOfChildAndParentAtOnceFillEveryReferenceOnce() throws Exception {
    databases.modern("create table guides (id uuid primary key, legacy_id bigint unique not null)");
    databases.modern("alter table people drop constraint people_next_id_fkey");
    files
        .plan("people", "guides")
        .entity(
            """
            entity: people
            description: d
            sources: [{ table: person p, key: p.id }]
            target: { table: people, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: p.id, phi: none }
              - next_id: { reference: guides, by: legacy_id, from: p.id, missing: null, phi: none }
            """)
        .entity(
            """
            entity: guides
            description: d
            sources: [{ table: person p, key: p.id }]
            target: { table: guides, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: p.id, phi: none }
            """);
    databases.modern("grant select, insert, update, delete on guides to crosswalk_test_loader");
    try (Pipeline pipeline = pipeline()) {
      Opened people = load(pipeline);
      Opened guides = pipeline.open("guides");
      pipeline.copy("guides", 1, guides);
      ExecutorService closings = Executors.newFixedThreadPool(2);
      Future<Counts> child = closings.submit(() -> close(pipeline, people));
      Future<Counts> parent =
          closings.submit(
              () -> {
                try (Heartbeat heartbeat = pipeline.heartbeat()) {
                  return pipeline.planner.close(pipeline.closing("guides", guides), heartbeat);
                }
              });
      closings.shutdown();

      assertThat(child.get().inserted()).isEqualTo(ROWS);
      assertThat(parent.get().inserted()).isEqualTo(ROWS);
      assertThat(
              databases.modernRows(
                  "select count(*) from people p join guides g on g.id = p.next_id"
                      + " and g.legacy_id = p.legacy_id"))
          .containsExactly(Integer.toString(ROWS));
      assertThat(
              databases.modernRows(
                  "select status, count(*) from crosswalk.pending group by status"))
          .containsExactly("filled|" + ROWS);
    }
  }

  @Test
  void afterAHaltAnOlderClosingFillsNothing() {
    try (Pipeline pipeline = pipeline()) {
      Opened opened = load(pipeline);
      try (Heartbeat heartbeat = pipeline.heartbeat()) {
        pipeline.planner.halt(pipeline.task("people"), heartbeat);
      }
      Failure failure = catchThrowableOfType(Failure.class, () -> close(pipeline, opened));

      assertThat(failure.code()).isEqualTo(ErrorCode.STALE);
      assertThat(filled()).isEqualTo("0");
      close(pipeline, pipeline.open("people"));
      assertAllFilledOnce();
    }
  }

  /** The cancel comes while the second batch waits for a row that somebody has locked. */
  @Test
  void aCancelLeavesWholeBatchesAndTheNextClosingFillsTheRest() {
    try (Pipeline pipeline = pipeline()) {
      Opened opened = load(pipeline);
      databases.modern(
          "create function slow() returns trigger language plpgsql as $$ begin"
              + " perform pg_sleep(0.4); return null; end $$;"
              + "create trigger slow after update on people execute function slow()");
      RuntimeException wanted = new IllegalStateException("cancelled");
      ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
      try (Heartbeat heartbeat =
          new Heartbeat(
              timer,
              details -> {
                if (!filled().equals("0")) {
                  throw wanted;
                }
              },
              "test")) {
        assertThatThrownBy(
                () -> pipeline.planner.close(pipeline.closing("people", opened), heartbeat))
            .isSameAs(wanted);
      } finally {
        timer.shutdownNow();
      }
      assertThat(filled()).isIn("5000", "10000");
      databases.modern("drop trigger slow on people");
      close(pipeline, opened);

      assertAllFilledOnce();
    }
  }

  @Test
  void whatTheTargetRefusesStaysNullAndEverythingElseIsFilled() {
    databases.modern(
        "create function forbid() returns trigger language plpgsql as $$ begin"
            + " if new.legacy_id in (17, 18, 9000) then raise exception 'never'; end if;"
            + " return new; end $$;"
            + "create trigger forbid before update on people for each row"
            + " execute function forbid()");
    try (Pipeline pipeline = pipeline()) {
      close(pipeline, load(pipeline));

      assertThat(filled()).isEqualTo(Integer.toString(ROWS - 4));
      assertThat(
              databases.modernRows(
                  "select source_key, code from crosswalk.pending where status = 'refused'"
                      + " order by source_key::int"))
          .containsExactly(
              "17|constraint_violation.trigger",
              "18|constraint_violation.trigger",
              "9000|constraint_violation.trigger");
      assertThat(
              databases.modernRows(
                  "select source_key, column_name, reason, status from crosswalk.review"
                      + " order by source_key::int"))
          .containsExactly(
              "17|next_id|constraint_violation.trigger|open",
              "18|next_id|constraint_violation.trigger|open",
              "9000|next_id|constraint_violation.trigger|open");
    }
  }

  @Test
  void whatSomebodyElseHasSetOrRemovedIsLeftAlone() {
    try (Pipeline pipeline = pipeline()) {
      Opened opened = load(pipeline);
      databases.modern(
          "update people set next_id = id where legacy_id = 5;"
              + "delete from people where legacy_id = 7");
      close(pipeline, opened);

      assertThat(
              databases.modernRows(
                  "select source_key, status from crosswalk.pending where status <> 'filled'"
                      + " order by source_key::int"))
          .containsExactly("5|superseded", "6|open", "7|superseded");
      assertThat(
              databases.modernRows(
                  "select legacy_id, next_id = id from people where legacy_id in (5, 6)"
                      + " order by 1"))
          .containsExactly("5|t", "6|null");
    }
  }
}

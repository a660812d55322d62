package dev.crosswalk.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.ReportReader;
import dev.crosswalk.report.Trace;
import dev.crosswalk.report.TraceReader;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.undo.Rollback.Scope;
import dev.crosswalk.undo.Rollback.Task;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an entity holds after its rollback, and after it was loaded again. */
@Timeout(180)
class BooksAfterRollbackTest {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));
  private Rollback rollback = new Rollback(new Workplace(databases.pools()));

  /** Row 5 is there and differs, 7 is rejected, 9 is left out, 13 loses its nick. */
  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(
        """
        create table owner (id integer primary key, name text, gone boolean default false);
        insert into owner (id, name) select n, 'name ' || n from generate_series(1, 30) n;
        update owner set name = null where id = 7;
        update owner set gone = true where id = 9;
        update owner set name = ' name 12 ' where id = 13;
        create table clinic (id integer primary key);
        insert into clinic select n from generate_series(1, 50) n;
        """,
        """
        create table owners (
          id uuid primary key, legacy_id integer unique not null, name text not null,
          nick text unique);
        insert into owners values ('00000000-0000-4000-8000-000000000005', 5, 'other', 'name 5');
        create table clinics (id uuid primary key, legacy_id integer unique not null);
        """);
    rollback = new Rollback(new Workplace(databases.pools()));
    files =
        new TestLibrary(directory)
            .entity(
                """
                entity: owners
                description: d
                sources: [{ table: owner o, key: o.id, exclude: { gone: o.gone } }]
                target: { table: owners, conflict: { key: [legacy_id] } }
                unique: [{ by: nick, keep: lowest key, losers: { set_null: nick, tag: twice } }]
                columns:
                  - legacy_id: { from: o.id, phi: none }
                  - name: { from: o.name, rules: [trim], phi: none }
                  - nick: { from: trim(o.name), phi: none }
                """)
            .entity(
                """
                entity: clinics
                description: d
                sources: [{ table: clinic c, key: c.id }]
                target: { table: clinics, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: c.id, phi: none }
                """)
            .plan("owners");
  }

  @AfterEach
  void drop() {
    timer.shutdownNow();
    databases.close();
  }

  private void load(String run, String entity) {
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), files.library(), "test", run, 10, 20)) {
      pipeline.loadAll();
      pipeline.check("all", entity);
      pipeline.finish();
    }
  }

  private void undo(String run, String entity) {
    String fingerprint =
        databases.modernValue("select target_fingerprint from crosswalk.run limit 1");
    Scope scope = new Scope(run, fingerprint, List.of(entity), false);
    try (Heartbeat heartbeat = new Heartbeat(timer, details -> {}, "test")) {
      assertThat(rollback.rehearse(scope, heartbeat).blockers()).isEmpty();
      Task task =
          new Task(run, fingerprint, entity, false, rollback.open(scope, entity, heartbeat));
      rollback.undo(task, heartbeat);
      rollback.close(task, heartbeat);
    }
  }

  private void reset(String run, String entity) {
    String fingerprint =
        databases.modernValue("select target_fingerprint from crosswalk.run limit 1");
    try (Heartbeat heartbeat = new Heartbeat(timer, details -> {}, "test")) {
      Scope scope = new Scope(run, fingerprint, List.of(entity), false);
      assertThat(rollback.reset(scope, heartbeat)).containsExactly(entity);
    }
    databases.modern("update crosswalk.run set ended_at = null where run = '" + run + "'");
  }

  private Report report(String run) throws SQLException {
    try (Connection target = databases.pools().target()) {
      return new ReportReader(target, run).read();
    }
  }

  private List<Trace> trace(String key) throws SQLException {
    try (Connection target = databases.pools().target()) {
      target.setAutoCommit(false);
      return new TraceReader(target, null).of("owner", key);
    }
  }

  private static Report.Entity entity(Report report) {
    return report.phases().get(0).entities().get(0);
  }

  @Test
  void theReportTellsNothingOfWhatWasUndoneAndAllOfWhatWasLoadedAgain() throws Exception {
    load("one", "owners");
    Report loaded = report("one");
    assertThat(entity(loaded).filtered()).isEqualTo(Map.of("gone", 1L));
    assertThat(entity(loaded).ruleChanges()).isNotEmpty();
    assertThat(loaded.rejectsSummary().topPatterns()).hasSize(1);
    assertThat(loaded.claims()).isNotEmpty();

    undo("one", "owners");

    Report undone = report("one");
    Report.Entity told = entity(undone);
    assertThat(told.status()).isEqualTo("rolled_back");
    assertThat(told.rejectsByCode()).isEmpty();
    assertThat(told.ruleChanges()).isEmpty();
    assertThat(told.filtered()).isEmpty();
    assertThat(told.checks())
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.check()).startsWith("rollback."));
    assertThat(undone.rejectsSummary().topPatterns()).isEmpty();
    assertThat(undone.claims()).isEmpty();
    assertThat(undone.reviews()).isEmpty();
    assertThat(undone.totals().balanced()).isTrue();

    reset("one", "owners");
    load("one", "owners");

    Report again = report("one");
    assertThat(entity(again))
        .usingRecursiveComparison()
        .ignoringFields("timings", "throughput")
        .isEqualTo(entity(loaded));
    assertThat(again.rejectsSummary()).isEqualTo(loaded.rejectsSummary());
    assertThat(again.claims()).isEqualTo(loaded.claims());
    assertThat(again.reviews()).isEqualTo(loaded.reviews());
  }

  @Test
  void aTraceTellsWhatWasWrittenAndUndoneAndWrittenAgain() throws Exception {
    load("one", "owners");
    undo("one", "owners");

    Trace undone = trace("4").get(0);
    assertThat(undone.disposition()).isEqualTo("rolled back");
    assertThat(undone.targetId()).isNull();
    assertThat(undone.notes()).singleElement().asString().contains(", undone 20");
    assertThat(trace("5").get(0).notes())
        .containsExactly("differs from the source in name, undone");
    assertThat(trace("5").get(0).disposition()).startsWith("there already");
    assertThat(trace("7").get(0).disposition()).isEqualTo("rolled back");
    assertThat(trace("13").get(0).notes()).anyMatch(note -> note.endsWith("key 12, undone"));

    reset("one", "owners");
    load("one", "owners");

    Trace again = trace("4").get(0);
    assertThat(again.disposition()).isEqualTo("inserted");
    assertThat(again.notes()).hasSize(2);
    assertThat(again.notes().get(0)).doesNotContain("undone");
    assertThat(again.notes().get(1)).contains("undone");
    assertThat(trace("5").get(0).notes()).containsExactly("differs from the source in name");
    assertThat(trace("7").get(0).disposition()).isEqualTo("rejected");
    assertThat(trace("13").get(0).notes()).anyMatch(note -> note.endsWith("key 12"));
  }

  /**
   * Such batches are known again by a digest; one that was undone has no row that it could mean.
   */
  @Test
  void batchesThatCameByOneCopyAreUndoneAndNotTakenForUntouchedAfterwards() {
    files.plan("clinics");
    load("one", "clinics");
    assertThat(databases.modernValue("select bool_and(digest is not null) from crosswalk.written"))
        .isEqualTo("t");
    String loaded =
        databases.modernValue("select string_agg(c::text, ' ' order by id) from clinics c");

    undo("one", "clinics");
    assertThat(databases.modernValue("select count(*) from clinics")).isEqualTo("0");
    load("two", "clinics");

    String account =
        "select inserted, existing_same, balanced from crosswalk.accounting where run = '%s'";
    assertThat(databases.modernRows(account.formatted("two"))).containsExactly("50|0|t");
    assertThat(databases.modernValue("select string_agg(c::text, ' ' order by id) from clinics c"))
        .isEqualTo(loaded);
    load("three", "clinics");
    assertThat(databases.modernRows(account.formatted("three"))).containsExactly("0|50|t");

    undo("two", "clinics");
    assertThat(databases.modernValue("select count(*) from clinics")).isEqualTo("0");
  }
}

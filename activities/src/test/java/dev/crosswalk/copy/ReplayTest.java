package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.ReplayActivities.CloseTask;
import dev.crosswalk.workflows.ReplayActivities.Entity;
import dev.crosswalk.workflows.ReplayActivities.Opened;
import dev.crosswalk.workflows.ReplayActivities.Replayed;
import dev.crosswalk.workflows.ReplayActivities.RowsTask;
import dev.crosswalk.workflows.ReplayActivities.Start;
import dev.crosswalk.workflows.ReplayRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row that could not be written arrives when its reason is gone, and so does what waits for it.
 */
@Timeout(180)
class ReplayTest {
  /** Clinic 1 has no name; 50 owners are there, and each has 50 animals. */
  private static final String LEGACY =
      """
      create table clinic (id integer primary key, name text, closed boolean);
      insert into clinic values (1, null, false), (2, 'south', false);
      create table owner (id integer primary key, clinic_id integer);
      insert into owner select n, 1 from generate_series(1, 50) n;
      create table animal (id integer primary key, owner_id integer, name text);
      insert into animal select n, (n - 1) / 50 + 1, 'x' from generate_series(1, 2500) n;
      """;

  private static final String MODERN =
      """
      create table clinics (
        id uuid primary key, legacy_id integer unique not null, name text not null);
      create table owners (
        id uuid primary key, legacy_id integer unique not null,
        clinic_id uuid not null references clinics);
      create table animals (
        id uuid primary key, legacy_id integer unique not null,
        owner_id uuid not null references owners, name text not null check (name <> 'bad'));
      """;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(LEGACY, MODERN);
    files =
        new TestLibrary(directory)
            .entity(
                """
                entity: clinics
                description: d
                sources: [{ table: clinic c, key: c.id, exclude: { closed: c.closed } }]
                target: { table: clinics, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: c.id, phi: none }
                  - name: { from: c.name, phi: none }
                """)
            .entity(
                """
                entity: owners
                description: d
                sources: [{ table: owner o, key: o.id }]
                target: { table: owners, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: o.id, phi: none }
                  - clinic_id: { reference: clinics, by: legacy_id, from: o.clinic_id, phi: none }
                """)
            .entity(
                """
                entity: animals
                description: d
                sources: [{ table: animal a, key: a.id }]
                target: { table: animals, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: a.id, phi: none }
                  - owner_id: { reference: owners, by: legacy_id, from: a.owner_id, phi: none }
                  - name: { from: a.name, phi: none }
                """)
            .plan("clinics", "owners", "animals");
  }

  @AfterEach
  void drop() {
    timer.shutdownNow();
    databases.close();
  }

  private void run(Library library, String plan, String run) {
    try (Pipeline pipeline = new Pipeline(databases.pools(), library, plan, run, 400, 1000)) {
      pipeline.loadAll();
      pipeline.finish();
    }
  }

  private void run(String run) {
    run(files.library(), "test", run);
  }

  private Heartbeat heartbeat() {
    return new Heartbeat(timer, details -> {}, "test");
  }

  private Opened open(String workflow, String execution) {
    try (Heartbeat heartbeat = heartbeat()) {
      return new Replays(new Workplace(databases.pools()))
          .open(new Start(request(null, null), workflow, execution), heartbeat);
    }
  }

  private static ReplayRequest request(@Nullable String entity, @Nullable String code) {
    return new ReplayRequest("one", entity, code, List.of());
  }

  /** As the workflow asks; each line is entity, tried, arrived, filtered, open and gone. */
  private List<String> replay(ReplayRequest request) {
    List<String> lines = new ArrayList<>();
    Replays replays = new Replays(new Workplace(databases.pools()));
    try (Heartbeat heartbeat = heartbeat()) {
      Opened opened = replays.open(new Start(request, "w", "x"), heartbeat);
      for (Entity entity : opened.entities()) {
        RowsTask task =
            new RowsTask(request, opened.targetFingerprint(), "w", entity.entity(), entity.epoch());
        for (Replayed one : replays.rows(task, heartbeat)) {
          lines.add(
              "%s %s: %d %d %d %d %d"
                  .formatted(
                      one.run(),
                      one.entity(),
                      one.tried(),
                      one.arrived(),
                      one.filtered(),
                      one.open(),
                      one.gone()));
        }
      }
      replays.close(new CloseTask("one", opened.targetFingerprint(), "w", "x"), heartbeat);
    }
    return lines;
  }

  private List<String> accounts(String run) {
    return databases.modernRows(
        "select entity, source, filtered, read, inserted, existing_same, rejected, deferred,"
            + " balanced from crosswalk.accounting a join crosswalk.entity e using (run, entity)"
            + " where run = '"
            + run
            + "' order by e.no");
  }

  private List<String> patterns() {
    return databases.modernRows(
        "select run, entity, code, column_name, rows, deferred from crosswalk.reject_pattern"
            + " order by entity, code");
  }

  @Test
  void oneReplayOfARepairedParentBringsItsChildrenAndTheirs() {
    run("one");
    assertThat(accounts("one"))
        .containsExactly(
            "clinics|2|0|2|1|0|1|0|t",
            "owners|50|0|50|0|0|0|50|t",
            "animals|2500|0|2500|0|0|0|2500|t");
    assertThat(patterns()).containsExactly("one|clinics|validation_failure.required|name|1|2550");

    assertThat(replay(request(null, null)))
        .as("nothing was repaired")
        .containsExactly(
            "one clinics: 1 0 0 1 0", "one owners: 50 0 0 50 0", "one animals: 2500 0 0 2500 0");
    assertThat(patterns()).containsExactly("one|clinics|validation_failure.required|name|1|2550");

    databases.legacy("update clinic set name = 'north' where id = 1");
    assertThat(replay(request("clinics", null)))
        .containsExactly(
            "one clinics: 1 1 0 0 0", "one owners: 50 50 0 0 0", "one animals: 2500 2500 0 0 0");
    assertThat(accounts("one"))
        .containsExactly(
            "clinics|2|0|2|2|0|0|0|t",
            "owners|50|0|50|50|0|0|0|t",
            "animals|2500|0|2500|2500|0|0|0|t");
    assertThat(patterns()).isEmpty();
    assertThat(databases.modernRows("select status from crosswalk.run"))
        .containsExactly("completed");
    assertThat(
            databases.modernRows(
                "select entity, sum(read), sum(inserted), sum(deferred) from crosswalk.batch"
                    + " where kind = 'replay' group by entity order by entity"))
        .containsExactly("animals|0|2500|-2500", "clinics|0|1|0", "owners|0|50|-50");
    assertThat(
            databases.modernRows(
                "select distinct status, resolved_by, attempt > 2, resolved_at is not null"
                    + " from crosswalk.reject"))
        .containsExactly("resolved|workflow w|t|t");
    assertThat(
            databases.modernRows(
                "select count(*) from crosswalk.mapping m join animals a on a.id = m.target_id"
                    + " where m.legacy_key = a.legacy_id::text"))
        .containsExactly("2500");
  }

  @Test
  void whatIsStillBadStaysOpenWithItsNewReasonAndWhatIsGoneIsTold() {
    databases.legacy("update clinic set name = 'north' where id = 1");
    databases.legacy(
        """
        delete from animal where id > 6;
        update animal set name = null where id in (1, 2, 3);
        update animal set name = 'bad' where id = 4;
        """);
    run("one");
    databases.legacy(
        """
        update animal set name = 'bad' where id = 1;
        update animal set owner_id = 77 where id = 2;
        delete from animal where id = 3;
        update animal set name = 'good' where id = 4;
        """);

    assertThat(replay(request(null, null))).containsExactly("one animals: 4 1 0 2 1");
    assertThat(
            databases.modernRows(
                "select source_key, status, code, column_name, parent_key, attempt,"
                    + " source_values ->> 'name' from crosswalk.reject order by source_key"))
        .containsExactly(
            "1|open|constraint_violation.check|name|null|2|bad",
            "2|open|missing_parent.orphan|owner_id|77|2|null",
            "3|open|validation_failure.required|name|null|1|null",
            "4|resolved|constraint_violation.check|name|null|2|bad");
    assertThat(accounts("one").get(2)).isEqualTo("animals|6|0|6|3|0|3|0|t");
    assertThat(replay(request("animals", "constraint_violation.check")))
        .containsExactly("one animals: 1 0 0 1 0");
  }

  @Test
  void whatAnExclusionLeavesOutNowIsCountedUnderIt() {
    run("one");
    databases.legacy("update clinic set closed = true where id = 1");

    assertThat(replay(request("clinics", null)))
        .containsExactly("one clinics: 1 0 1 0 0", "one owners: 50 0 0 50 0");
    assertThat(accounts("one"))
        .containsExactly(
            "clinics|2|1|1|1|0|0|0|t",
            "owners|50|0|50|0|0|50|0|t",
            "animals|2500|0|2500|0|0|0|2500|t");
    assertThat(databases.modernRows("select name, rows from crosswalk.filtered"))
        .containsExactly("closed|1");
    assertThat(patterns()).containsExactly("one|owners|missing_parent.filtered|clinic_id|50|2500");
  }

  @Test
  void aLaterRunOfTheParentAloneBringsWhatWaitedInAnEarlierOne() {
    run("one");
    databases.legacy("update clinic set name = 'north' where id = 1");
    files.file(
        "plans/parents.yaml",
        """
        plan: parents
        description: Clinics alone.
        phases:
          - phase: all
            entities: [clinics]
        """);

    run(files.library(), "parents", "two");

    assertThat(accounts("two")).containsExactly("clinics|2|0|2|1|1|0|0|t");
    assertThat(accounts("one"))
        .containsExactly(
            "clinics|2|0|2|1|1|0|0|t",
            "owners|50|0|50|50|0|0|0|t",
            "animals|2500|0|2500|2500|0|0|0|t");
    assertThat(databases.modernRows("select distinct status, resolved_by from crosswalk.reject"))
        .containsExactly("resolved|run two");
    assertThat(databases.modernRows("select run, status from crosswalk.run order by run"))
        .containsExactly("one|completed", "two|completed");
  }

  @Test
  void aReplayOwnsTheTargetWhileItWorks() {
    run("one");
    Opened first = open("one/replay", "first");
    assertThat(first.entities())
        .extracting(Entity::entity)
        .containsExactly("clinics", "owners", "animals");

    assertThatThrownBy(() -> run("two"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RUN_BUSY))
        .hasMessageContaining("workflow 'one/replay'");
    assertThatThrownBy(() -> open("other", "second"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("belongs to a replay or rollback of run 'one'");

    Opened second = open("one/replay", "second");
    assertThat(second.entities().get(0).epoch()).isGreaterThan(first.entities().get(0).epoch());
    Replays replays = new Replays(new Workplace(databases.pools()));
    try (Heartbeat heartbeat = heartbeat()) {
      Failure stale =
          catchThrowableOfType(
              Failure.class,
              () ->
                  replays.rows(
                      new RowsTask(
                          request(null, null),
                          first.targetFingerprint(),
                          "one/replay",
                          "clinics",
                          first.entities().get(0).epoch()),
                      heartbeat));
      assertThat(stale.code()).isEqualTo(ErrorCode.STALE);

      replays.close(new CloseTask("one", null, "one/replay", "first"), heartbeat);
      assertThatThrownBy(() -> run("two")).as("the newer one holds it").isInstanceOf(Failure.class);
      replays.close(new CloseTask("one", null, "one/replay", "second"), heartbeat);
    }
    run("two");
    assertThat(databases.modernRows("select run from crosswalk.run order by run"))
        .containsExactly("one", "two");
  }

  @Test
  void aReplayIsRefusedWhileARunLives() {
    run("one");
    try (Pipeline living =
        new Pipeline(databases.pools(), files.library(), "test", "two", 400, 1000)) {
      assertThatThrownBy(() -> replay(request(null, null)))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RUN_BUSY))
          .hasMessageContaining("run 'two'");
      living.finish();
    }
  }

  @Test
  void whatDoesNotExistIsRefused() {
    run("one");
    assertThatThrownBy(() -> replay(new ReplayRequest("none", null, null, List.of())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no run 'none'");
    assertThatThrownBy(() -> replay(request("cats", null)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no entity 'cats'");
    assertThat(databases.modernRows("select replay_workflow_id from crosswalk.run"))
        .containsExactly("null");
  }
}

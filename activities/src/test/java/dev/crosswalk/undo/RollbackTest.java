package dev.crosswalk.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.undo.Rollback.Scope;
import dev.crosswalk.undo.Rollback.Task;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run wrote goes, what it changed is as it was, and what is not its own stays. */
@Timeout(180)
class RollbackTest {
  private static final String LEGACY =
      """
      create table clinic (id integer primary key, name text);
      insert into clinic select n, 'clinic ' || n from generate_series(1, 20) n;
      create table owner (id integer primary key, clinic_id integer, friend integer, vip integer);
      insert into owner
      select n, (n - 1) % 20 + 1, case when n < 200 then n + 1 end, case when n % 2 = 0 then n / 2 end
      from generate_series(1, 200) n;
      """;

  private static final String MODERN =
      """
      create table clinics (
        id uuid primary key, legacy_id integer unique, name text not null,
        best_owner_id uuid, j json, d double precision, a text[], b bytea,
        twice integer generated always as (legacy_id * 2) stored);
      create table owners (
        id uuid primary key, legacy_id integer unique, clinic_id uuid not null references clinics,
        friend_id uuid references owners, mentor_id uuid references owners);
      create index on owners (clinic_id);
      create index on owners (friend_id);
      create index on owners (mentor_id);
      insert into clinics (id, legacy_id, name, j, d, a, b) values
        (gen_random_uuid(), -1, 'theirs', 'null', '-0', '{NULL,"NULL","a,b"}', '\\x00ff'),
        (gen_random_uuid(), -2, 'theirs, too', '{"a" : 1 , "a":2}', 'NaN', '[2:3]={x,y}', '');
      insert into owners select gen_random_uuid(), -n, c.id, null from clinics c, generate_series(1, 3) n
      where c.legacy_id = -1;
      """;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));
  private Workplace workplace = new Workplace(databases.pools());

  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(LEGACY, MODERN);
    workplace = new Workplace(databases.pools());
    files =
        new TestLibrary(directory)
            .entity(
                """
                entity: clinics
                description: d
                sources: [{ table: clinic c, key: c.id }]
                target: { table: clinics, conflict: { key: [legacy_id] } }
                columns:
                  - legacy_id: { from: c.id, phi: none }
                  - name: { from: c.name, phi: none }
                  - best_owner_id: { reference: owners, by: legacy_id, from: c.id, missing: null, phi: none }
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
                  - friend_id: { reference: owners, by: legacy_id, from: o.friend, missing: null, phi: none }
                  - mentor_id: { reference: owners, by: legacy_id, from: o.vip, missing: null, phi: none }
                """)
            .entity(names("names", "c.name || '!'"))
            .entity(names("capitals", "upper(c.name)"))
            .plan("clinics", "owners");
  }

  private static String names(String entity, String name) {
    return """
    entity: %s
    description: d
    sources: [{ table: clinic c, key: c.id }]
    target: { table: clinics, mode: update, conflict: { key: [legacy_id] } }
    columns:
      - legacy_id: { from: c.id, phi: none }
      - name: { from: "%s", phi: none }
    """
        .formatted(entity, name);
  }

  @AfterEach
  void drop() {
    timer.shutdownNow();
    databases.close();
  }

  private Heartbeat heartbeat() {
    return new Heartbeat(timer, details -> {}, "test");
  }

  private Pipeline pipeline(String run) {
    return new Pipeline(databases.pools(), files.library(), "test", run, 30, 60);
  }

  private void load(String run) {
    try (Pipeline pipeline = pipeline(run)) {
      pipeline.loadAll();
      pipeline.finish();
    }
  }

  private Scope scope(String run, boolean discardEdits, String... entities) {
    return new Scope(
        run,
        databases.modernValue(
            "select (select system_identifier from pg_control_system()) || '/' || oid || '/'"
                + " || datname from pg_database where datname = current_database()"),
        List.of(entities),
        discardEdits);
  }

  private Rollback rollback() {
    return new Rollback(workplace, 50);
  }

  /** As the workflow asks: the whole scope is rehearsed, then each step is undone. */
  private void undo(Scope scope) {
    try (Heartbeat heartbeat = heartbeat()) {
      Rollback.Rehearsal rehearsal = rollback().rehearse(scope, heartbeat);
      assertThat(rehearsal.blockers()).isEmpty();
      for (Step step : rehearsal.steps()) {
        long epoch = rollback().open(scope, step.entity(), heartbeat);
        Task task = task(scope, step.entity(), epoch);
        rollback().undo(task, heartbeat);
        assertThat(rollback().close(task, heartbeat))
            .isNotEmpty()
            .allSatisfy(check -> assertThat(check.status()).isEqualTo(CheckResult.Status.PASSED));
      }
    }
  }

  private static Task task(Scope scope, String entity, long epoch) {
    return new Task(scope.run(), scope.targetFingerprint(), entity, scope.discardEdits(), epoch);
  }

  private long open(Scope scope, String entity) {
    try (Heartbeat heartbeat = heartbeat()) {
      return rollback().open(scope, entity, heartbeat);
    }
  }

  private List<Blocker> blockers(Scope scope) {
    try (Heartbeat heartbeat = heartbeat()) {
      return rollback().rehearse(scope, heartbeat).blockers();
    }
  }

  /** What the rehearsal names is what the opening refuses; and nothing changes. */
  private Blocker onlyBlocker(Scope scope) {
    List<String> before = state();
    List<Blocker> blockers = blockers(scope);
    assertThat(blockers).hasSize(1);
    Failure refused =
        catchThrowableOfType(Failure.class, () -> open(scope, scope.entities().get(0)));
    assertThat(refused.code()).isEqualTo(blockers.get(0).code());
    assertThat(state()).isEqualTo(before);
    return blockers.get(0);
  }

  private List<String> state() {
    return databases.modernRows(
        "select 'c', c::text from clinics c union all select 'o', o::text from owners o"
            + " order by 1, 2");
  }

  private List<String> accounts(String run) {
    return databases.modernRows(
        "select a.entity, e.status, source, read, inserted, updated, rejected, balanced"
            + " from crosswalk.accounting a join crosswalk.entity e using (run, entity)"
            + " where run = '"
            + run
            + "' order by e.no");
  }

  @Test
  void aRehearsalTellsHowManyRowsWouldGo() {
    databases.legacy("update clinic set name = null where id = 20");
    load("one");
    try (Heartbeat heartbeat = heartbeat()) {
      Scope all = scope("one", false, "clinics", "owners");
      assertThat(rollback().rehearse(all, heartbeat).steps())
          .extracting(Step::entity, Step::rows)
          .containsExactly(tuple("owners", 190L), tuple("clinics", 19L));
      undo(all);
      assertThat(rollback().rehearse(all, heartbeat).steps())
          .allSatisfy(step -> assertThat(step.rows()).isZero());
    }
  }

  @Test
  void aLoadUndoneLeavesTheTablesAsTheyWereAndCanBeLoadedAgainByThisRunOrAnother() {
    databases.legacy("update clinic set name = null where id = 20");
    List<String> before = state();
    String others =
        "select string_agg(xmin || ' ' || ctid, ',' order by id) from clinics where legacy_id < 0";
    final String versions = databases.modernValue(others);
    load("one");
    final List<String> loaded = state();

    undo(scope("one", false, "clinics", "owners"));

    assertThat(state()).isEqualTo(before);
    assertThat(databases.modernValue(others)).isEqualTo(versions);
    assertThat(accounts("one"))
        .containsExactly("clinics|rolled_back|0|0|0|0|0|t", "owners|rolled_back|0|0|0|0|0|t");
    assertThat(databases.modernRows("select * from crosswalk.mapping")).isEmpty();
    assertThat(databases.modernRows("select * from crosswalk.open_rejects")).isEmpty();
    assertThat(databases.modernValue("select count(*) > 0 from crosswalk.written")).isEqualTo("t");

    databases.modern("update crosswalk.run set ended_at = null where run = 'one'");
    assertThat(catchThrowableOfType(Failure.class, () -> load("one")).code())
        .as("nothing is loaded by mistake")
        .isEqualTo(ErrorCode.UNDONE);
    try (Heartbeat heartbeat = heartbeat()) {
      assertThat(rollback().reset(scope("one", false, "clinics", "owners"), heartbeat))
          .containsExactly("clinics", "owners");
    }
    load("one");
    assertThat(state()).isEqualTo(loaded);
    assertThat(accounts("one"))
        .containsExactly("clinics|completed|20|20|19|0|1|t", "owners|completed|200|200|190|0|0|t");

    undo(scope("one", false, "clinics", "owners"));
    assertThat(state()).isEqualTo(before);
    load("two");
    assertThat(state()).isEqualTo(loaded);
  }

  @Test
  void aChildIsUndoneAloneAndClearsWhatItsClosingHadFilled() {
    load("one");
    assertThat(databases.modernValue("select count(best_owner_id) from clinics")).isEqualTo("20");

    undo(scope("one", false, "owners"));

    assertThat(databases.modernRows("select count(*), count(best_owner_id) from clinics"))
        .containsExactly("22|0");
    assertThat(databases.modernValue("select count(*) from owners")).isEqualTo("3");
    assertThat(
            databases.modernRows(
                "select status, count(*) from crosswalk.pending where entity = 'clinics' group by"
                    + " 1"))
        .containsExactly("open|20");
    undo(scope("one", false, "clinics")); // rows that we cleared are still ours
    assertThat(databases.modernValue("select count(*) from clinics")).isEqualTo("2");
  }

  /** The values that are easily changed on the way: json, minus zero, arrays, bytes. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void updatedRowsAreExactlyAsTheyWere(boolean trigger) {
    if (trigger) {
      databases.modern(
          "create function touch() returns trigger language plpgsql as $$ begin new.d := 7; return"
              + " new; end $$;create trigger touch before update on clinics for each row execute"
              + " function touch()");
    }
    databases.legacy("insert into clinic values (-1, 'x'), (-2, 'y')");
    files.plan("names", "capitals");
    List<String> before = state();
    files.entity(
        """
        entity: names
        description: d
        sources: [{ table: clinic c, key: c.id, exclude: { new: c.id > 0 } }]
        target: { table: clinics, conflict: { key: [legacy_id], action: update } }
        columns:
          - legacy_id: { from: c.id, phi: none }
          - name: { from: c.name, phi: none }
          - j: { from: "'[]'", phi: none }
          - d: { from: "'1'", phi: none }
        """);
    load("one");
    assertThat(accounts("one").get(0)).startsWith("names|completed|22|2|0|2");
    assertThat(state()).isNotEqualTo(before);

    undo(scope("one", false, "names", "capitals"));

    assertThat(state()).isEqualTo(before);
  }

  @Test
  void updatesOnTopOfOneAnotherAreUndoneInTheirOrder() {
    files.plan("clinics", "names", "capitals");
    List<String> before = state();
    load("one");
    assertThat(databases.modernValue("select count(*) from clinics where name like 'CLINIC%'"))
        .isEqualTo("20");

    Blocker blocker = onlyBlocker(scope("one", false, "names"));
    assertThat(blocker.code()).isEqualTo(ErrorCode.UPDATED_SINCE);
    assertThat(blocker.rows()).isEqualTo(20);
    assertThat(blocker.message()).contains("entity 'capitals' of run 'one'");
    assertThat(onlyBlocker(scope("one", true, "clinics")).code())
        .isEqualTo(ErrorCode.UPDATED_SINCE);

    undo(scope("one", false, "capitals"));
    assertThat(databases.modernValue("select count(*) from clinics where name like 'clinic%!'"))
        .isEqualTo("20");
    undo(scope("one", false, "clinics", "names"));
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void whatIsUpdatedAgainAfterARollbackIsStillOurs() {
    files.plan("clinics", "names");
    load("one");
    final List<String> loaded = state();
    undo(scope("one", false, "names"));
    files.plan("names");
    load("two");

    assertThat(state()).isEqualTo(loaded);
    assertThat(databases.modernRows("select * from crosswalk.review")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "no action, forbids",
    "restrict, forbids",
    "cascade, would remove",
    "set null, would change",
    "set default, would change"
  })
  void rowsOfOthersThatDependOnOursAreInTheWay(String action, String reaction) {
    load("one");
    databases.modern(
        "create table visits (no integer primary key, owner_id uuid references owners on delete "
            + action
            + "); create index on visits (owner_id);"
            + "insert into visits select n, o.id from owners o, generate_series(1, 30) n"
            + " where o.legacy_id = 7");
    Scope scope = scope("one", false, "owners");
    assertThat(onlyBlocker(scope).code()).isEqualTo(ErrorCode.ACCESS);
    databases.modern("grant select on visits to crosswalk_test_loader");

    Blocker blocker = onlyBlocker(scope);

    assertThat(blocker.code()).isEqualTo(ErrorCode.DEPENDENTS);
    assertThat(blocker.object()).isEqualTo("visits_owner_id_fkey");
    assertThat(blocker.rows()).isEqualTo(30);
    assertThat(blocker.keys()).hasSize(20).contains("1");
    assertThat(blocker.message()).contains(reaction);
    databases.modern("delete from visits");
    undo(scope("one", false, "clinics", "owners"));
  }

  @Test
  void aRightIsAskedForWhereItIsNeededAndNowhereElse() {
    load("one");
    Scope owners = scope("one", false, "owners");
    databases.modern("revoke update on clinics from crosswalk_test_loader");
    assertThat(onlyBlocker(owners).message())
        .isEqualTo(
            "\"public\".\"clinics\": the role of the worker may not update rows of it; grant what"
                + " sql/roles lists");
    databases.modern("grant update on clinics to crosswalk_test_loader");
    undo(owners);

    databases.modern("revoke insert, update on clinics from crosswalk_test_loader");
    undo(scope("one", false, "clinics"));
    assertThat(databases.modernValue("select count(*) from clinics")).isEqualTo("2");
  }

  /** It comes between the question and the removal; the server would remove it with ours. */
  @Test
  void aRowOfOthersThatWouldGoWithOursStopsTheTransaction() {
    load("one");
    databases.modern(
        "create table visits (id uuid primary key,"
            + " owner_id uuid references owners on delete cascade);"
            + "create index on visits (owner_id);"
            + "grant select on visits to crosswalk_test_loader");
    Scope scope = scope("one", false, "owners");
    long epoch = open(scope, "owners");
    databases.modern(
        "insert into visits select gen_random_uuid(), id from owners where legacy_id = 1");

    try (Heartbeat heartbeat = heartbeat()) {
      Failure failure =
          catchThrowableOfType(
              Failure.class, () -> rollback().undo(task(scope, "owners", epoch), heartbeat));
      assertThat(failure.code()).isEqualTo(ErrorCode.UNPROVEN);
      assertThat(databases.modernValue("select count(*) from visits")).isEqualTo("1");
      assertThat(accounts("one").get(1)).startsWith("owners|rolling_back|").endsWith("|f");
      databases.modern("delete from visits");
      rollback().undo(task(scope, "owners", epoch), heartbeat);
      rollback().close(task(scope, "owners", epoch), heartbeat);
    }
    assertThat(databases.modernValue("select count(*) from owners")).isEqualTo("3");
  }

  @Test
  void rowsThatOthersHaveWrittenAreInTheWayUntilTheyMayBeDiscarded() throws Exception {
    load("one");
    databases.modern("update owners set legacy_id = legacy_id where legacy_id in (3, 150)");
    try (Connection locker = databases.modernOwner().connect("test");
        Statement statement = locker.createStatement()) {
      statement.execute("begin; select 1 from owners for key share; commit");
    }

    Blocker blocker = onlyBlocker(scope("one", false, "owners"));
    assertThat(blocker.code()).isEqualTo(ErrorCode.EDITED);
    assertThat(blocker.rows()).isEqualTo(2);
    assertThat(blocker.keys())
        .containsExactlyInAnyOrderElementsOf(
            databases.modernRows("select id from owners where legacy_id in (3, 150)"));

    undo(scope("one", true, "owners"));
    assertThat(databases.modernValue("select count(*) from owners")).isEqualTo("3");
  }

  /** The edit came before our closing filled a reference of the same row. */
  @Test
  void anEditUnderneathABackfillIsNotForgotten() {
    try (Pipeline pipeline = pipeline("one")) {
      pipeline.load("clinics");
      databases.modern("update clinics set name = 'edited' where legacy_id = 5");
      pipeline.load("owners");
      pipeline.finish();
    }
    undo(scope("one", false, "owners"));

    Blocker blocker = onlyBlocker(scope("one", false, "clinics"));
    assertThat(blocker.code()).isEqualTo(ErrorCode.EDITED);
    assertThat(blocker.rows()).isEqualTo(1);
  }

  @Test
  void aTriggerOnDeleteIsNamed() {
    load("one");
    databases.modern(
        "create function log() returns trigger language plpgsql as $$ begin return old; end $$;"
            + "create trigger log_owners before delete on owners for each row"
            + " execute function log()");

    Blocker blocker = onlyBlocker(scope("one", false, "owners"));
    assertThat(blocker.code()).isEqualTo(ErrorCode.DELETE_TRIGGER);
    assertThat(blocker.object()).isEqualTo("log_owners");
    databases.modern("alter table owners disable trigger log_owners");
    undo(scope("one", false, "owners"));
  }

  @Test
  void aRuleOnDeleteIsNamed() {
    load("one");
    databases.modern("create rule keep_owners as on delete to owners do instead nothing");

    Blocker blocker = onlyBlocker(scope("one", false, "owners"));
    assertThat(blocker.code()).isEqualTo(ErrorCode.DELETE_TRIGGER);
    assertThat(blocker.object()).isEqualTo("keep_owners");
    databases.modern("alter table owners disable rule keep_owners");
    undo(scope("one", false, "owners"));
  }

  @Test
  void aMissingIndexIsNamedWithTheStatementThatMakesIt() {
    load("one");
    databases.modern("drop index owners_mentor_id_idx");

    Blocker blocker = onlyBlocker(scope("one", false, "owners"));
    assertThat(blocker.code()).isEqualTo(ErrorCode.INDEX_MISSING);
    String statement = "create index concurrently on \"public\".\"owners\" (\"mentor_id\")";
    assertThat(blocker.message()).contains(statement);
    databases.modern(statement);
    undo(scope("one", false, "owners"));
  }

  @Test
  void aRollbackWhoseConnectionDiesGoesOnWhereItsBooksEnd() {
    List<String> before = state();
    load("one");
    databases.modern(
        """
        create sequence died;
        grant usage on sequence died to crosswalk_test_loader;
        create function crosswalk.die() returns trigger language plpgsql as $$ begin
          if nextval('public.died') % 5 = 0 then perform pg_terminate_backend(pg_backend_pid()); end if;
          return new; end $$;
        create trigger die after update of undone_at on crosswalk.batch
          for each row execute function crosswalk.die();
        """);
    Scope scope = scope("one", false, "owners");
    long epoch = open(scope, "owners");
    int deaths = 0;
    String standing =
        "select sum(inserted) = (select count(*) from owners where legacy_id > 0)"
            + " from crosswalk.batch where entity = 'owners' and undone_at is null";
    try (Heartbeat heartbeat = heartbeat()) {
      while (deaths < 20
          && !databases
              .modernValue(
                  "select count(*) from crosswalk.batch where entity = 'owners'"
                      + " and undone_at is null")
              .equals("0")) {
        try {
          rollback().undo(task(scope, "owners", epoch), heartbeat);
        } catch (Failure died) {
          assertThat(died).hasMessageStartingWith("rollback of entity 'owners': SQLSTATE 57P01");
          assertThat(databases.modernValue(standing)).isEqualTo("t");
          deaths++;
        }
      }
      assertThat(deaths).isPositive();
      rollback().close(task(scope, "owners", epoch), heartbeat);
    }
    undo(scope("one", false, "clinics"));
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void whoeverOpenedLastMayWriteAndNobodyElse() {
    try (Pipeline pipeline = pipeline("one");
        Heartbeat heartbeat = heartbeat()) {
      pipeline.load("clinics");
      Opened opened = pipeline.open("owners");
      pipeline.copy("owners", 1, opened);
      Scope scope = scope("one", false, "owners");
      long first = open(scope, "owners");

      assertThat(
              catchThrowableOfType(Failure.class, () -> pipeline.copy("owners", 2, opened)).code())
          .isEqualTo(ErrorCode.STALE);

      long second = open(scope, "owners");
      Failure late =
          catchThrowableOfType(
              Failure.class, () -> rollback().undo(task(scope, "owners", first), heartbeat));
      assertThat(late.code()).isEqualTo(ErrorCode.STALE);
      assertThat(databases.modernValue("select count(*) from owners where legacy_id > 0"))
          .isEqualTo("50");
      rollback().undo(task(scope, "owners", second), heartbeat);
      rollback().close(task(scope, "owners", second), heartbeat);
      assertThat(databases.modernValue("select count(*) from owners where legacy_id > 0"))
          .isEqualTo("0");

      assertThat(catchThrowableOfType(Failure.class, () -> open(scope, "owners")).code())
          .isEqualTo(ErrorCode.STALE);
      assertThat(accounts("one")).contains("owners|rolled_back|0|0|0|0|0|t");
    }
  }

  @Test
  void aPlaceholderGoesWithItsEntityAndComesAgainWithTheNextLoad() {
    databases.legacy("update owner set clinic_id = 999 where id < 5");
    files
        .entity(
            """
            entity: clinics
            description: d
            sources: [{ table: clinic c, key: c.id }]
            target: { table: clinics, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: c.id, phi: none }
              - name: { from: c.name, phi: none }
            placeholders:
              unknown: { name: "nobody knows" }
            """)
        .entity(
            """
            entity: owners
            description: d
            sources: [{ table: owner o, key: o.id }]
            target: { table: owners, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: o.id, phi: none }
              - clinic_id: { reference: clinics, by: legacy_id, from: o.clinic_id, missing: { placeholder: unknown }, phi: none }
            """)
        .file(
            "plans/test.yaml",
            """
            plan: test
            description: What a test loads.
            placeholders: [clinics.unknown]
            phases: [{ phase: all, entities: [clinics, owners] }]
            """);
    List<String> before = state();
    load("one");
    final List<String> loaded = state();

    undo(scope("one", false, "clinics", "owners"));
    assertThat(state()).isEqualTo(before);

    try (Heartbeat heartbeat = heartbeat()) {
      rollback().reset(scope("one", false, "clinics", "owners"), heartbeat);
    }
    databases.modern("update crosswalk.run set ended_at = null");
    load("one");
    assertThat(state()).isEqualTo(loaded);
  }
}

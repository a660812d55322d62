package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does to rows that are there: no more than its plan says, and nothing for good. */
@Timeout(180)
class UpdatesTest {
  private static final String VERSIONS =
      "select string_agg(xmin || ' ' || ctid, ', ' order by legacy_id) from people";

  private static final String PEOPLE = "select legacy_id, name, city from people order by 1";

  private TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));
  private int batchRows = 10;

  /** Five persons; the entity {@code people} brings them, {@code cities} a column of theirs. */
  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(
        """
        create table person (id integer primary key, name text, city text, lives_in text);
        insert into person values
          (1, 'Ann', 'Rome', 'Rome'), (2, 'Bob', 'Oslo', 'Oslo'), (3, 'Eve', null, null),
          (4, 'Ida', 'Bonn', 'Bonn'), (5, 'Leo', null, 'Graz');
        """,
        """
        create table people (
          id uuid primary key, legacy_id integer unique not null, name text not null, city text,
          note text);
        """);
    files = new TestLibrary(directory);
    action("keep");
    cities("city: { from: p.lives_in, phi: none }");
    plan("load", "people");
    plan("integrate", "cities");
  }

  @AfterEach
  void drop() {
    databases.close();
  }

  private void action(String action) {
    files.entity(
        """
        entity: people
        description: Persons.
        sources: [{ table: person p, key: p.id }]
        target: { table: people, conflict: { key: [legacy_id], action: %s } }
        columns:
          - legacy_id: { from: p.id, phi: none }
          - name: { from: p.name, phi: direct }
          - city: { from: p.city, phi: none }
        """
            .formatted(action));
  }

  private void cities(String... columns) {
    files.entity(
        """
        entity: cities
        description: Where they live.
        sources: [{ table: person p, key: p.id }]
        target: { table: people, mode: update, conflict: { key: [legacy_id] } }
        columns:
          - legacy_id: { from: p.id, phi: none }
          - %s
        """
            .formatted(String.join("\n  - ", columns)));
  }

  private void plan(String name, String... entities) {
    files.file(
        "plans/" + name + ".yaml",
        "plan: %s\ndescription: d\nphases: [{ phase: all, entities: [%s] }]"
            .formatted(name, String.join(", ", entities)));
  }

  private Pipeline pipeline(String plan, String run) {
    return new Pipeline(databases.pools(), files.library(), plan, run, batchRows, 1000);
  }

  /** A whole run of one entity, whose gate must hold. */
  private Counts run(String plan, String run, String entity) {
    try (Pipeline pipeline = pipeline(plan, run)) {
      Counts counts = pipeline.load(entity);
      assertThat(pipeline.check("all", entity))
          .allSatisfy(
              check ->
                  assertThat(check.status())
                      .as(check.check())
                      .isEqualTo(CheckResult.Status.PASSED));
      pipeline.finish();
      return counts;
    }
  }

  private static Counts counts(
      long read, long inserted, long updated, long same, long different, long rejected) {
    return new Counts(read, 0, read, inserted, updated, same, different, rejected, 0, 0);
  }

  private List<String> images(String run) {
    return databases.modernRows(
        "select source_key, columns, owned, image from crosswalk.before_image where run = '"
            + run
            + "' order by source_key");
  }

  private List<String> reviews() {
    return databases.modernRows(
        "select run, source_key, column_name, reason from crosswalk.review order by id");
  }

  private String image(int key) {
    return databases.modernValue("select p::text from people p where legacy_id = " + key);
  }

  // The conflict action.

  @Test
  void theSecondRunOfAnUpdateWritesNoRowOfTheTarget() {
    action("update");
    assertThat(run("load", "one", "people")).isEqualTo(counts(5, 5, 0, 0, 0, 0));
    String before = databases.modernValue(VERSIONS);

    assertThat(run("load", "two", "people")).isEqualTo(counts(5, 0, 0, 5, 0, 0));

    assertThat(databases.modernValue(VERSIONS)).isEqualTo(before);
    assertThat(images("two")).isEmpty();
  }

  @Test
  void anUpdateOverwritesWhatDiffersWhoeverWroteItAndKeepsTheRowAsItWas() {
    action("update");
    run("load", "one", "people");
    databases.legacy("update person set city = 'Bern' where id = 1");
    databases.legacy("insert into person values (6, 'Max', 'Lyon')");
    databases.modern("update people set name = 'Robert', note = 'mine' where legacy_id = 2");
    String ann = image(1);
    String bob = image(2);
    String others = VERSIONS + " where legacy_id > 2 and legacy_id < 6";
    String before = databases.modernValue(others);

    assertThat(run("load", "two", "people")).isEqualTo(counts(6, 1, 2, 3, 0, 0));

    assertThat(databases.modernRows("select legacy_id, name, city, note from people order by 1"))
        .startsWith("1|Ann|Bern|null", "2|Bob|Oslo|mine")
        .endsWith("6|Max|Lyon|null");
    assertThat(images("two")).containsExactly("1|{city}|{*}|" + ann, "2|{name}|{name}|" + bob);
    assertThat(databases.modernValue(others)).isEqualTo(before);
    assertThat(databases.modernRows("select * from crosswalk.difference")).isEmpty();
    assertThat(reviews()).isEmpty();
  }

  @Test
  void aRowThatMustNotBeThereWithOtherValuesIsRejected() {
    action("reject");
    run("load", "one", "people");
    databases.legacy("update person set city = 'Bern', name = 'Anna' where id = 1");

    assertThat(run("load", "two", "people")).isEqualTo(counts(5, 0, 0, 4, 0, 1));

    assertThat(databases.modernRows(PEOPLE)).startsWith("1|Ann|Rome");
    assertThat(databases.modernRows("select source_key, code, sqlstate from crosswalk.reject"))
        .containsExactly("1|constraint_violation.existing|null");
    assertThat(databases.modernRows("select source_key, columns from crosswalk.difference"))
        .containsExactly("1|{name,city}");
  }

  @Test
  void aBadValueCostsAnUpdateItsRowAndLeavesTheRowThatIsThere() {
    action("update");
    run("load", "one", "people");
    databases.legacy("update person set name = null where id in (1, 3)");
    databases.legacy("update person set city = 'Bern' where id = 2");

    assertThat(run("load", "two", "people")).isEqualTo(counts(5, 0, 1, 2, 0, 2));

    assertThat(databases.modernRows(PEOPLE)).startsWith("1|Ann|Rome", "2|Bob|Bern", "3|Eve|null");
    assertThat(databases.modernRows("select source_key, code from crosswalk.reject order by 1"))
        .containsExactly("1|validation_failure.required", "3|validation_failure.required");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void anUpdateRespectsUniqueValuesOfOtherRows(int batchRows) {
    this.batchRows = batchRows;
    action("update");
    databases.modern("alter table people add constraint one_name unique (name)");
    run("load", "one", "people");
    databases.legacy("update person set name = 'Bob' where id = 1");
    databases.legacy("update person set name = 'New' where id in (3, 4)");

    assertThat(run("load", "two", "people")).isEqualTo(counts(5, 0, 1, 2, 0, 2));

    assertThat(
            databases.modernRows("select source_key, code, constraint_name from crosswalk.reject"))
        .containsExactly(
            "1|constraint_violation.unique|one_name", "4|constraint_violation.unique|one_name");
    assertThat(databases.modernRows("select name from people order by legacy_id"))
        .containsExactly("Ann", "Bob", "New", "Ida", "Leo");
  }

  // Updates of rows that another entity brought.

  @Test
  void whatIsEmptyIsFilledAndWhatIsOursIsUpdated() {
    run("load", "one", "people");
    databases.legacy("update person set lives_in = 'Bern' where id = 1");

    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(5, 0, 2, 3, 0, 0));

    assertThat(databases.modernRows(PEOPLE))
        .containsExactly("1|Ann|Bern", "2|Bob|Oslo", "3|Eve|null", "4|Ida|Bonn", "5|Leo|Graz");
    assertThat(images("two"))
        .extracting(row -> row.substring(0, 14))
        .containsExactly("1|{city}|{*}|(", "5|{city}|{*}|(");
    assertThat(reviews()).isEmpty();
    String before = databases.modernValue(VERSIONS);

    assertThat(run("integrate", "three", "cities")).isEqualTo(counts(5, 0, 0, 5, 0, 0));

    assertThat(databases.modernValue(VERSIONS)).isEqualTo(before);
  }

  @Test
  void whatSomebodyElseWroteSinceStaysAndAPersonGetsToSeeIt() {
    run("load", "one", "people");
    databases.modern("update people set city = 'Nice' where legacy_id in (1, 5)");
    databases.modern("update people set note = 'seen' where legacy_id = 3");
    databases.modern("update people set city = null where legacy_id = 4");
    databases.legacy("update person set lives_in = 'Bern' where id in (2, 3)");

    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(5, 0, 3, 0, 2, 0));

    assertThat(databases.modernRows(PEOPLE))
        .containsExactly("1|Ann|Nice", "2|Bob|Bern", "3|Eve|Bern", "4|Ida|Bonn", "5|Leo|Nice");
    assertThat(databases.modernRows("select source_key, columns from crosswalk.difference"))
        .containsExactly("1|{city}", "5|{city}");
    assertThat(reviews())
        .containsExactly("two|1|city|written_by_others", "two|5|city|written_by_others");
  }

  /** The row is ours again after an update, but not the columns that were kept. */
  @Test
  void aColumnThatWasKeptOnceIsKeptForEver() {
    cities("name: { from: p.name, phi: none }", "city: { from: p.lives_in, phi: none }");
    run("load", "one", "people");
    databases.modern("update people set name = 'Leonie' where legacy_id = 5");

    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(5, 0, 1, 4, 0, 0));
    assertThat(databases.modernRows(PEOPLE)).endsWith("5|Leonie|Graz");
    assertThat(images("two").get(0)).startsWith("5|{city}|{city}|");

    databases.legacy("update person set lives_in = 'Linz' where id = 5");
    assertThat(run("integrate", "three", "cities")).isEqualTo(counts(5, 0, 1, 4, 0, 0));

    assertThat(databases.modernRows(PEOPLE)).endsWith("5|Leonie|Linz");
    assertThat(reviews())
        .containsExactly("two|5|name|written_by_others", "three|5|name|written_by_others");
    databases.modern("update people set city = 'Wels' where legacy_id = 5");
    databases.legacy("update person set lives_in = 'Steyr' where id = 5");
    assertThat(run("integrate", "four", "cities")).isEqualTo(counts(5, 0, 0, 4, 1, 0));
  }

  /** Rows of a batch that had to be split are written by transactions inside of transactions. */
  @Test
  void ourRowsAreOursThoughTheirBatchWasSplit() {
    databases.modern(
        """
        create function refuse() returns trigger language plpgsql as $$ begin
          if new.legacy_id = 3 then raise exception 'no' using errcode = 'P0001'; end if;
          return new; end $$;
        create trigger refuse before insert or update on people
          for each row execute function refuse();
        """);
    assertThat(run("load", "one", "people")).isEqualTo(counts(5, 4, 0, 0, 0, 1));
    databases.legacy("update person set lives_in = 'Bern'");

    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(5, 0, 4, 0, 0, 1));

    assertThat(databases.modernValue("select count(*) from people where city = 'Bern'"))
        .isEqualTo("4");
    assertThat(reviews()).isEmpty();
  }

  /** The trigger writes the row in our transaction, but not what we would write. */
  @Test
  void aRowThatATriggerWroteForUsIsNotOurs() {
    run("load", "one", "people");
    databases.modern(
        """
        update people set city = 'Nice' where legacy_id = 1;
        create table visits (id uuid primary key, legacy_id integer unique not null);
        create function visited() returns trigger language plpgsql as $$ begin
          update people set note = 'visited' where legacy_id = new.legacy_id; return new; end $$;
        create trigger visited after insert on visits
          for each row execute function visited();
        grant select, insert on visits to crosswalk_test_loader;
        """);
    files.entity(
        """
        entity: visits
        description: Visits.
        sources: [{ table: person p, key: p.id }]
        target: { table: visits, conflict: { key: [legacy_id] } }
        columns: [{ legacy_id: { from: p.id, phi: none } }]
        """);
    plan("visit", "visits");
    run("visit", "two", "visits");

    assertThat(run("integrate", "three", "cities")).isEqualTo(counts(5, 0, 1, 3, 1, 0));

    assertThat(databases.modernRows("select city, note from people order by legacy_id"))
        .startsWith("Nice|visited", "Oslo|visited");
  }

  /** The books of a database of which this is a copy tell nothing about the copy's rows. */
  @Test
  void inACopyOfTheDatabaseNoRowIsOurs() {
    run("load", "one", "people");
    databases.modern("update crosswalk.run set target_fingerprint = 'another'");
    databases.legacy("update person set lives_in = 'Bern' where id = 1");

    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(5, 0, 1, 3, 1, 0));

    assertThat(databases.modernRows(PEOPLE)).startsWith("1|Ann|Rome").endsWith("5|Leo|Graz");
  }

  @Test
  void aRowThatIsMissingIsRejectedOrWaitsForTheOneThatBringsIt() {
    plan("both", "people", "cities");
    databases.legacy("update person set name = null where id = 2");
    databases.legacy("insert into person values (9, 'Kim', 'Kiel', 'Kiel')");
    try (Pipeline pipeline = pipeline("both", "one")) {
      pipeline.load("people");
      databases.modern("delete from people where legacy_id = 9");
      assertThat(pipeline.load("cities")).isEqualTo(new Counts(6, 0, 6, 0, 1, 3, 0, 1, 1, 0));
      pipeline.finish();
    }
    assertThat(
            databases.modernRows(
                "select entity, source_key, disposition, code, column_name, parent_entity,"
                    + " parent_key from crosswalk.open_rejects"))
        .containsExactly(
            "cities|2|deferred|missing_parent.rejected|legacy_id|people|2",
            "cities|9|rejected|missing_parent.row|legacy_id|people|9",
            "people|2|rejected|validation_failure.required|name|null|null");
    databases.legacy("update person set name = 'Bob', lives_in = 'Bern' where id = 2");
    try (Pipeline pipeline = pipeline("both", "two")) {
      pipeline.load("people"); // and, with its row, what waited for it
      assertThat(pipeline.load("cities").updated()).isZero();
      pipeline.finish();
    }
    assertThat(
            databases.modernRows(
                "select run, updated, deferred from crosswalk.accounting where entity = 'cities'"
                    + " order by run"))
        .containsExactly("one|2|0", "two|0|0");
    assertThat(databases.modernRows("select entity, source_key from crosswalk.open_rejects"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void ofTwoRowsThatMeanTheSameOneTheLowestKeyHasIt(int batchRows) {
    this.batchRows = batchRows;
    run("load", "one", "people");
    databases.legacy(
        "create table place (code text primary key, city text);"
            + " insert into place values ('1', 'Bern'), ('01', 'Bonn'), ('2', 'Kiel')");
    databases.legacy("grant select on place to crosswalk_test_reader");
    files.entity(
        """
        entity: cities
        description: Where they live.
        sources: [{ table: place p, key: p.code }]
        target: { table: people, mode: update, conflict: { key: [legacy_id] } }
        columns:
          - legacy_id: { from: p.code, phi: none }
          - city: { from: p.city, phi: none }
        """);

    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(3, 0, 2, 0, 0, 1));

    assertThat(databases.modernRows(PEOPLE)).startsWith("1|Ann|Bonn", "2|Bob|Kiel");
    assertThat(databases.modernRows("select source_key, code from crosswalk.reject"))
        .containsExactly("1|constraint_violation.key_taken");
  }

  @Test
  void aParentThatIsNotFoundDoesNotTakeAnotherOneAway() {
    databases.modern("alter table people add friend_id uuid references people");
    run("load", "one", "people");
    databases.modern("grant select, insert, update on people to crosswalk_test_loader");
    cities(
        "friend_id: { reference: people, by: legacy_id, from: p.id + 1, missing: null, phi: none"
            + " }");
    assertThat(run("integrate", "two", "cities")).isEqualTo(counts(5, 0, 4, 1, 0, 0));
    cities(
        "friend_id: { reference: people, by: legacy_id, from: p.id + 90, missing: null, phi: none"
            + " }");

    assertThat(run("integrate", "three", "cities")).isEqualTo(counts(5, 0, 0, 5, 0, 0));
  }

  @Test
  void theGateMissesAnUpdatedRowAndDistrustsTheCount() {
    run("load", "one", "people");
    try (Pipeline pipeline = pipeline("integrate", "two")) {
      assertThat(pipeline.load("cities").updated()).isEqualTo(1);
      databases.modern(
          "update crosswalk.batch set updated = 3, existing_same = 2 where run = 'two'");
      assertThat(failed(pipeline)).containsExactly("updated_rows_are_there 3 1 2");

      databases.modern(
          "update crosswalk.batch set updated = 1, existing_same = 4 where run = 'two'");
      assertThat(failed(pipeline)).isEmpty();
      databases.modern("delete from people where legacy_id = 5");
      assertThat(failed(pipeline)).contains("updated_rows_are_there 1 0 1");
    }
  }

  private static List<String> failed(Pipeline pipeline) {
    return pipeline.check("all", "cities").stream()
        .filter(check -> check.status() != CheckResult.Status.PASSED)
        .map(
            check ->
                check.check()
                    + " "
                    + check.expected()
                    + " "
                    + check.actual()
                    + " "
                    + check.violated())
        .toList();
  }

  // What happens meanwhile.

  @Test
  void whatSomebodyWritesWhileWeUpdateIsSeen() throws Exception {
    run("load", "one", "people");
    databases.legacy("update person set lives_in = 'Bern'");
    ExecutorService attempts = Executors.newSingleThreadExecutor();
    try (Connection person = databases.modernOwner().connect("a person");
        Statement statement = person.createStatement();
        Pipeline pipeline = pipeline("integrate", "two")) {
      person.setAutoCommit(false);
      statement.execute("update people set city = 'Nice' where legacy_id = 2");
      Opened opened = pipeline.open("cities");
      Future<Counts> attempt = attempts.submit(() -> pipeline.copy("cities", 1, opened));
      while (!attempt.isDone()
          && databases
              .modernRows(
                  "select from pg_stat_activity where wait_event = 'transactionid'"
                      + " and datname = current_database()")
              .isEmpty()) {
        Thread.onSpinWait();
      }
      person.commit();

      assertThat(attempt.get()).isEqualTo(counts(5, 0, 4, 0, 1, 0));
      assertThat(databases.modernRows("select city from people where legacy_id = 2"))
          .containsExactly("Nice");
    } finally {
      attempts.shutdownNow();
    }
  }

  @Test
  void anUpdateThatATriggerSwallowsIsNoticedAndNothingIsWritten() {
    run("load", "one", "people");
    databases.modern(
        """
        create function swallow() returns trigger language plpgsql as $$ begin
          if new.legacy_id = 1 then return null; end if; return new; end $$;
        create trigger swallow before update on people
          for each row execute function swallow();
        """);
    databases.legacy("update person set lives_in = 'Bern'");
    try (Pipeline pipeline = pipeline("integrate", "two")) {
      Opened opened = pipeline.open("cities");
      Failure failure =
          catchThrowableOfType(Failure.class, () -> pipeline.copy("cities", 1, opened));

      assertThat(failure.code()).isEqualTo(ErrorCode.UNBALANCED);
      assertThat(databases.modernRows("select 1 from people where city = 'Bern'")).isEmpty();
      assertThat(images("two")).isEmpty();
    }
  }

  /** Types that a conversion would change, and values that look equal and are not. */
  @Test
  void aRowIsRestoredFromItsImageExactly() {
    databases.modern(
        """
        create type pair as (a integer, b text);
        create table things (
          id uuid primary key, legacy_id integer unique not null, name text,
          j json, jb jsonb, f float8, r real, n numeric, ns numeric(9, 3), p pair, t text[],
          tz timestamptz, ts timestamp, d date, i interval, by bytea, c char(5), v varchar,
          b bit(3), x xml, rg int4range, net inet, twice integer generated always as (legacy_id * 2)
          stored);
        insert into things values
          ('00000000-0000-0000-0000-000000000001', 1, E'a,"b" \\\\ (c)\\n', '{"a" :  1.0, "a":null}',
           'null', '-0', 'nan', 1.000, 1, row(null, ''), '[2:3]={"x,y",NULL}',
           '2001-02-03 04:05:06.789+05', 'infinity', '0044-03-15 BC', '1 mon -1 day 00:00:00.5',
           '\\x00ff', 'ab', '', b'101', '<a>&lt;</a>', '[1,5)', '10.0.0.1/8');
        insert into things (id, legacy_id, name) values (gen_random_uuid(), 2, '');
        grant select, insert, update on things to crosswalk_test_loader;
        """);
    files.entity(
        """
        entity: things
        description: Things.
        sources: [{ table: person p, key: p.id, exclude: { more: p.id > 2 } }]
        target: { table: things, conflict: { key: [legacy_id], action: update } }
        columns:
          - legacy_id: { from: p.id, phi: none }
          - name: { from: p.name, phi: none }
        """);
    plan("load", "things");
    databases.modern("create table before as select * from things");
    assertThat(run("load", "one", "things").updated()).isEqualTo(2);

    databases.modern("delete from things");
    String columns =
        databases.modernValue(
            "select string_agg(quote_ident(c), ', ') from crosswalk.entity e,"
                + " unnest(e.target_columns) c where c <> 'twice'");
    databases.modern(
        "insert into things (%1$s) select %1$s from (select (image::things).* from"
                .formatted(columns)
            + " crosswalk.before_image) i");

    assertThat(databases.modernValue("select count(*) from before")).isEqualTo("2");
    assertThat(
            databases.modernRows(
                "select b.legacy_id from before b left join things h on h.id = b.id"
                    + " where h.id is null or record_image_ne(h, row(b.*)::things)"))
        .isEmpty();
    assertThat(databases.modernRows("select 1 from things where f::text = '-0'")).hasSize(1);
  }
}

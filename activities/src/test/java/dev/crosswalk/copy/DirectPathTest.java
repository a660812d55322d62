package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that come by one COPY: when, and that they come to what a merge comes to. */
class DirectPathTest {
  private static final String DIRECT =
      "select count(digest), count(*) from crosswalk.written where entity = 'pets' and run = '%s'";

  private TestDatabases databases = new TestDatabases();
  private TestLibrary files = new TestLibrary(Path.of(""));

  @BeforeEach
  void prepare(@TempDir Path directory) {
    databases.of(
        "create table owner (id integer primary key);"
            + "insert into owner select n from generate_series(1, 20) n;"
            + "create table pet (id integer primary key, owner_id integer, name text, weight text);"
            + "insert into pet select n, nullif(n % 20, 0), 'pet\t\\ ' || n, n || '.50'"
            + " from generate_series(1, 100) n",
        "create table owners (id uuid primary key, legacy_id bigint unique not null);"
            + "create table pets (id uuid primary key, legacy_id bigint unique not null,"
            + " owner_id uuid references owners, name text not null,"
            + " weight numeric(6, 1) check (weight > 0))");
    files =
        new TestLibrary(directory)
            .plan("owners", "pets")
            .entity(
                """
                entity: owners
                description: d
                sources: [{ table: owner o, key: o.id }]
                target: { table: owners, conflict: { key: [legacy_id], action: keep } }
                columns:
                  - legacy_id: { from: o.id, phi: none }
                """)
            .entity(
                """
                entity: pets
                description: d
                sources: [{ table: pet p, key: p.id }]
                target: { table: pets, conflict: { key: [legacy_id], action: keep } }
                columns:
                  - legacy_id: { from: p.id, phi: none }
                  - name: { from: p.name, phi: direct }
                  - owner_id:
                      { reference: owners, by: legacy_id, from: p.owner_id, missing: null, phi: none }
                  - weight: { from: p.weight, phi: none }
                """);
  }

  @AfterEach
  void drop() {
    databases.close();
  }

  /** Ten batches of ten pets. */
  private Counts load(String run) {
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), files.library(), "test", run, 10, 1000)) {
      pipeline.load("owners");
      Counts counts = pipeline.load("pets");
      pipeline.finish();
      return counts;
    }
  }

  private String contents() {
    return databases.modernValue("select md5(string_agg(p::text, '|' order by id)) from pets p");
  }

  private String versions() {
    return databases.modernValue(
        "select string_agg(ctid || ' ' || xmin, '|' order by id) from pets");
  }

  private String direct(String run) {
    return databases.modernRows(DIRECT.formatted(run)).get(0);
  }

  @Test
  void rowsThatNeedNoDecisionComeAsAMergeWouldBringThem() {
    assertThat(load("short")).isEqualTo(new Counts(100, 0, 100, 100, 0, 0, 0, 0, 0, 0));
    assertThat(direct("short")).isEqualTo("10|10");
    String direct = contents();
    String books =
        "select source_table, k, i from crosswalk.written w, unnest(keys, ids) u (k, i)"
            + " where entity = 'pets' order by i";
    List<String> written = databases.modernRows(books);

    databases.modern(
        "truncate pets, crosswalk.written; create rule seen as on update to pets do also nothing");
    assertThat(load("long").inserted()).isEqualTo(100);

    assertThat(direct("long")).isEqualTo("0|10");
    assertThat(contents()).isEqualTo(direct);
    assertThat(databases.modernRows(books)).isEqualTo(written);
  }

  @Test
  void aTriggerOnInsertGetsToSeeEveryRowOfAMerge() {
    databases.modern(
        "create function loud() returns trigger language plpgsql as"
            + " $$ begin new.name := upper(new.name); return new; end $$;"
            + "create trigger loud before insert on pets for each row execute function loud()");
    assertThat(load("one").inserted()).isEqualTo(100);
    assertThat(direct("one")).isEqualTo("0|10");
  }

  @Test
  void whatTheTableRefusesIsFoundByAMergeAndTheShortWayIsTakenAgainLater() {
    databases.legacy("update pet set weight = '-1' where id = 15");
    databases.legacy("update pet set owner_id = 99 where id = 35");
    databases.legacy("update pet set weight = 'heavy' where id = 75");

    assertThat(load("one")).isEqualTo(new Counts(100, 0, 100, 98, 0, 0, 0, 2, 0, 0));

    // 2 is refused and 3 merged in its wake; of 4 one row wants for a parent; 8 as 2.
    assertThat(merged()).containsExactly("2|9", "3|10", "4|1", "8|9", "9|10");
    assertThat(
            databases.modernRows(
                "select source_key, code from crosswalk.reject where entity = 'pets' order by 1"))
        .containsExactly("15|constraint_violation.check", "75|schema_mismatch.type");
    assertThat(
            databases.modernValue("select count(*) from crosswalk.pending where status = 'open'"))
        .isEqualTo("1");
  }

  private List<String> merged() {
    return databases.modernRows(
        "select batch, cardinality(keys) from crosswalk.written where entity = 'pets'"
            + " and digest is null order by batch");
  }

  @Test
  void aLaterRunMergesOnlyWhatWasMerged() {
    databases.legacy("update pet set owner_id = 99 where id in (35, 36, 91)");
    load("one");
    assertThat(merged()).containsExactly("4|2", "10|1");
    String before = versions();

    assertThat(load("two")).isEqualTo(new Counts(100, 0, 100, 0, 0, 100, 0, 0, 0, 0));
    assertThat(versions()).isEqualTo(before);

    databases.legacy("insert into owner values (99)");
    databases.modern("update pets set name = 'renamed' where legacy_id = 34");
    assertThat(load("three")).isEqualTo(new Counts(100, 0, 100, 0, 0, 99, 1, 0, 0, 0));
  }

  /** The lower key wins, and one that waits for its parent is not overtaken. */
  @Test
  void rowsThatCompeteGoOneWay() {
    databases.modern("alter table pets add unique (name)");
    databases.legacy("update pet set owner_id = 99 where id = 35");
    databases.legacy("update pet set name = 'Rex' where id in (35, 36)");

    assertThat(load("one").rejected()).isOne();
    assertThat(merged()).startsWith("4|9");
    assertThat(databases.modernValue("select legacy_id from pets where name = 'Rex'"))
        .isEqualTo("35");
  }

  @Test
  void rowsThatReferToTheirOwnTableGoOneWay() {
    databases.modern("alter table pets add mother_id uuid references pets");
    databases.legacy("alter table pet add mother_id integer");
    databases.legacy("update pet set mother_id = 31 where id = 35");
    files.entity(
        """
        entity: pets
        description: d
        sources: [{ table: pet p, key: p.id }]
        target: { table: pets, conflict: { key: [legacy_id], action: keep } }
        columns:
          - legacy_id: { from: p.id, phi: none }
          - name: { from: p.name, phi: direct }
          - mother_id:
              { reference: pets, by: legacy_id, from: p.mother_id, missing: null, phi: none }
        """);

    load("one");
    assertThat(merged()).startsWith("4|10");
    assertThat(
            databases.modernRows(
                "select c.legacy_id, m.legacy_id from pets c join pets m on m.id = c.mother_id"))
        .containsExactly("35|31");
  }

  @Test
  void aLaterRunWritesNothingAndTellsEveryRowThatSomebodyElseWrote() {
    load("one");
    databases.modern("update pets set name = 'renamed' where legacy_id = 42");
    databases.modern("delete from pets where legacy_id = 77");
    databases.modern("update pets set name = name where legacy_id = 78");
    databases.legacy("update pet set name = 'other' where id = 5");
    String before = versions();

    assertThat(load("two")).isEqualTo(new Counts(100, 0, 100, 1, 0, 97, 2, 0, 0, 0));

    databases.modern("delete from pets where legacy_id = 77");
    assertThat(versions()).isEqualTo(before);
    assertThat(
            databases.modernRows(
                "select source_key, columns from crosswalk.difference where run = 'two' order by 1"))
        .containsExactly("42|{name}", "5|{name}");
  }

  /** The books only guess where they are. */
  @Test
  void rowsAreTheSameWhereverTheyLie() {
    databases.modern("alter table pets set (fillfactor = 10)");
    load("one");
    assertThat(databases.modernValue("select max(to_page - from_page) > 0 from crosswalk.written"))
        .isEqualTo("t");
    databases.modern(
        "create index scattered on pets (md5(name)); cluster pets using scattered;"
            + "delete from pets where legacy_id in (7, 77);"
            + "update pets set name = 'renamed' where legacy_id = 42");
    String before = versions();

    assertThat(load("two")).isEqualTo(new Counts(100, 0, 100, 2, 0, 97, 1, 0, 0, 0));
    databases.modern("delete from pets where legacy_id in (7, 77)");
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void aColumnMadeAnewIsNotTakenForTheOneThatWasFilled() {
    load("one");
    databases.modern("alter table pets drop column weight, add column weight numeric(6, 1)");

    assertThat(load("two")).isEqualTo(new Counts(100, 0, 100, 0, 0, 0, 100, 0, 0, 0));
  }

  @Test
  void aParentWithAnotherIdIsTheOneThatIsReferredTo() {
    load("one");
    databases.modern("truncate pets, crosswalk.written, owners");
    databases.modern(
        "insert into owners select gen_random_uuid(), n from generate_series(1, 20) n");
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), files.library(), "test", "two", 10, 1000)) {
      assertThat(pipeline.load("pets").inserted()).isEqualTo(100);
    }
    assertThat(direct("two")).isEqualTo("10|10");
    assertThat(
            databases.modernValue(
                "select count(*) from pets p join owners o on o.id = p.owner_id"
                    + " where o.legacy_id = p.legacy_id % 20"))
        .isEqualTo("95");
  }
}

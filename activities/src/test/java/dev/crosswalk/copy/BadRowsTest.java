package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever stands in a legacy database, a bad row costs itself: it is named with its reason, its
 * values are kept, the rows beside it arrive, and the account balances.
 */
@Timeout(180)
class BadRowsTest {
  private static final String SQL_ASCII =
      "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0";

  @TempDir Path directory;

  /** Every second row is spoilt in its own way. */
  private static final String VISITS =
      """
      create table owner (id integer primary key);
      insert into owner values (1);
      create table visit (
        id integer primary key, owner_id integer, name text, weight text, seen_on text, notes text,
        scheme text, state text, chip text, ticket integer);
      insert into visit
      select n, 1, 'visit', '1', '2015-02-28', '{}', '{}', 'open', 'chip ' || n, n
      from generate_series(1, 25) n;
      update visit set name = null where id = 2;
      update visit set name = 'far too long' where id = 4;
      update visit set weight = '99999999999' where id = 6;
      update visit set weight = 'heavy' where id = 8;
      update visit set seen_on = '2015-02-30' where id = 10;
      update visit set notes = '{"half":' where id = 12;
      update visit set notes = '{"nul": "\\u0000"}' where id = 14;
      update visit set owner_id = 99 where id = 16;
      update visit set ticket = 17 where id = 18;
      update visit set chip = 'chip 19' where id = 20;
      update visit set state = 'ajar' where id = 22;
      update visit set scheme = '{1: 2}' where id = 24;
      """;

  private static final String MODERN =
      """
      create table owners (id uuid primary key, legacy_id integer unique not null);
      create table visits (
        id uuid primary key,
        ticket integer not null unique,
        owner_id uuid not null references owners,
        name varchar(8) not null,
        weight integer,
        seen_on date,
        notes jsonb,
        scheme jsonb,
        state text constraint state_known check (state in ('open', 'closed')),
        chip text constraint one_chip unique
      );
      """;

  private Library visits() {
    return new TestLibrary(directory)
        .entity(
            """
            entity: owners
            description: d
            sources: [{ table: owner o, key: o.id }]
            target: { table: owners, conflict: { key: [legacy_id] } }
            columns:
              - legacy_id: { from: o.id, phi: none }
            """)
        .entity(
            """
            entity: visits
            description: d
            sources: [{ table: visit v, key: v.id }]
            target: { table: visits, conflict: { key: [ticket] } }
            columns:
              - ticket: { from: v.ticket, phi: none }
              - owner_id: { reference: owners, by: legacy_id, from: v.owner_id, phi: none }
              - name: { from: v.name, rules: [trim], phi: none }
              - weight: { from: v.weight, phi: none }
              - seen_on: { from: v.seen_on, phi: none }
              - notes: { from: v.notes, phi: none }
              - scheme: { from: v.scheme, rules: [json], phi: none }
              - state: { from: v.state, phi: none }
              - chip: { from: v.chip, phi: none }
            """)
        .plan("owners", "visits")
        .library();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 5000})
  void oneOfEachCostsItsOwnRowWhateverTheBatch(int batchRows) {
    try (TestDatabases databases = new TestDatabases().of(VISITS, MODERN)) {
      load(databases, visits(), batchRows);

      assertThat(rejects(databases))
          .containsExactly(
              "2|validation_failure.required|23502|name|null",
              "4|schema_mismatch.length|22001|name|null",
              "6|schema_mismatch.range|22003|weight|null",
              "8|schema_mismatch.type|22P02|weight|null",
              "10|validation_failure.format|22008|seen_on|null",
              "12|validation_failure.json|22P02|notes|null",
              "14|validation_failure.encoding|22P05|notes|null",
              "16|missing_parent.orphan|23503|owner_id|null",
              "18|constraint_violation.key_taken|23505|ticket|visits_ticket_key",
              "20|constraint_violation.unique|23505|chip|one_chip",
              "22|constraint_violation.check|23514|state|state_known",
              "24|validation_failure.json|null|scheme|null");
      assertThat(databases.modernRows("select ticket from visits order by ticket"))
          .containsExactly("1", "3", "5", "7", "9", "11", "13", "15", "17", "19", "21", "23", "25");
      assertThat(accounts(databases)).containsExactly("owners|1|1|0|t", "visits|25|13|12|t");
      assertThat(kept(databases, 10, "seen_on")).isEqualTo("2015-02-30");
      assertThat(kept(databases, 14, "notes")).isEqualTo("{\"nul\": \"\\u0000\"}");
    }
  }

  /**
   * As between two chunks in flight: the other's row is seen by the index before any query sees it.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 5000})
  void whatAnotherSessionCommitsInTheSameMomentIsJudgedLikeWhatWasThere(int batchRows)
      throws Exception {
    ExecutorService loader = Executors.newSingleThreadExecutor();
    try (TestDatabases databases = new TestDatabases().of(VISITS, MODERN);
        Connection other = databases.modernOwner().connect("target")) {
      databases.legacy("delete from visit where id % 2 = 0");
      databases.modern("insert into owners values ('00000000-0000-4000-8000-000000000009', 9)");
      other.setAutoCommit(false);
      execute(
          other,
          """
          insert into visits (id, ticket, owner_id, name, chip) values
            (gen_random_uuid(), 3, '00000000-0000-4000-8000-000000000009', 'other', 'chip x'),
            (gen_random_uuid(), 99, '00000000-0000-4000-8000-000000000009', 'other', 'chip 5')
          """);
      Future<?> load = loader.submit(() -> load(databases, visits(), batchRows));
      while (databases.modernRows("select 1 from pg_locks where not granted").isEmpty()) {
        assertThat(load.isDone()).as("the load must wait for the other session").isFalse();
        Thread.sleep(20);
      }
      other.commit();
      load.get();

      assertThat(rejects(databases))
          .containsExactly(
              "3|constraint_violation.key_taken|23505|ticket|visits_ticket_key",
              "5|constraint_violation.unique|23505|chip|one_chip");
      assertThat(accounts(databases)).containsExactly("owners|1|1|0|t", "visits|13|11|2|t");
    } finally {
      loader.shutdownNow();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** 2, 4, 5 and 7 hold bytes that are not text; those of 8, which is left out, do not matter. */
  private static final String LETTERS =
      """
      create table letter (id integer primary key, name text, body text, gone boolean);
      insert into letter values
        (1, 'Ann', 'plain', false),
        (2, E' Ren\\xE9 ', 'latin 1 where a rule changes it', false),
        (3, 'René', 'ö \\ ☃ 😀', false),
        (4, 'Bob', E'a\\\\b\\tcaf\\xE9 ö', false),
        (5, E'\\xC3', 'cut in the middle', false),
        (6, 'Eve', null, false),
        (7, E'\\xC0\\xAF', E'\\xED\\xA0\\x80', false),
        (8, E'\\xFF', E'\\xFF', true),
        (9, 'Zoë', 'last', false);
      """;

  private Library letters(String key) {
    return new TestLibrary(directory)
        .entity(
            """
            entity: letters
            description: d
            sources: [{ table: letter l, key: "%s", exclude: { gone: l.gone } }]
            target: { table: letters, conflict: { key: [legacy_id] } }
            unique: [{ by: name, keep: lowest key, losers: { set_null: name, tag: twice } }]
            columns:
              - legacy_id: { from: "%s", phi: none }
              - name: { from: l.name, rules: [trim], phi: direct }
              - body: { from: l.body, phi: clinical }
              - metadata: { json: { body: l.body }, tags: true, phi: clinical }
            """
                .formatted(key, key))
        .plan("letters")
        .library();
  }

  private static String lettersTable(String keyType) {
    return "create table letters (id uuid primary key, legacy_id "
        + keyType
        + " unique not null, name text unique, body text, metadata jsonb)";
  }

  @Test
  void bytesThatAreNotTextCostTheirRowWhenTheServerKnowsNoCharacters() {
    try (TestDatabases databases =
        new TestDatabases(SQL_ASCII).of(LETTERS, lettersTable("integer"))) {
      loadLetters(databases);
    }
  }

  @Test
  void bytesThatAreNotTextCostTheirRowWhenTheServerTakesThemForUtf8() {
    try (TestDatabases databases =
        new TestDatabases(SQL_ASCII).of(LETTERS, lettersTable("integer"))) {
      // As in a database that once was upgraded without a look at its text.
      databases.legacy(
          "update pg_database set encoding = pg_char_to_encoding('UTF8')"
              + " where datname = current_database()");
      loadLetters(databases);
    }
  }

  private void loadLetters(TestDatabases databases) {
    load(databases, letters("l.id"), 3);

    assertThat(rejects(databases))
        .containsExactly(
            "2|validation_failure.encoding|null|name|null",
            "4|validation_failure.encoding|null|body|null",
            "5|validation_failure.encoding|null|name|null",
            "7|validation_failure.encoding|null|name|null");
    assertThat(databases.modernRows("select legacy_id, name, body from letters order by 1"))
        .containsExactly("1|Ann|plain", "3|René|ö \\ ☃ 😀", "6|Eve|null", "9|Zoë|last");
    assertThat(accounts(databases)).containsExactly("letters|9|4|4|t");
    assertThat(databases.modernRows("select source_key from crosswalk.claim")).isEmpty();
    assertThat(kept(databases, 2, "name")).isEqualTo(" Ren\\xE9 ");
    assertThat(kept(databases, 2, "body")).isEqualTo("latin 1 where a rule changes it");
    assertThat(kept(databases, 4, "body")).isEqualTo("a\\\\b\tcaf\\xE9 ö");
    assertThat(kept(databases, 5, "name")).isEqualTo("\\xC3");
    assertThat(kept(databases, 7, "name")).isEqualTo("\\xC0\\xAF");
    assertThat(kept(databases, 7, "body")).isEqualTo("\\xED\\xA0\\x80");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void aKeyThatIsNotTextStopsItsEntityUnlessTheEntityTurnsItIntoText(int chunkRows) {
    try (TestDatabases databases =
        new TestDatabases(SQL_ASCII)
            .of(
                """
                create table letter (id text, name text, body text, gone boolean);
                insert into letter values
                  ('a', 'Ann', 'x', false),
                  ('é', 'Eve', 'x', false),
                  (E'\\xE9', 'Bob', 'x', false),
                  ('！', 'Zoe', 'x', false);
                """,
                lettersTable("text"))) {
      try (Pipeline pipeline =
          new Pipeline(databases.pools(), letters("l.id"), "test", "one", 10, chunkRows)) {
        Failure failure = catchThrowableOfType(Failure.class, () -> pipeline.load("letters"));

        assertThat(failure.code()).isEqualTo(ErrorCode.VALIDATION_ENCODING);
        assertThat(failure).hasMessageContaining("'letters'");
        assertThat(databases.modernRows("select name from letters")).isEmpty();
        pipeline.finish();
      }
      String ascii = "encode(convert_to(l.id, 'SQL_ASCII'), 'escape')";
      try (Pipeline pipeline =
          new Pipeline(databases.pools(), letters(ascii), "test", "two", 10, chunkRows)) {
        assertThat(pipeline.load("letters").inserted()).isEqualTo(4);
      }
      assertThat(databases.modernRows("select legacy_id, name from letters order by name"))
          .containsExactly("a|Ann", "\\351|Bob", "\\303\\251|Eve", "\\357\\274\\201|Zoe");
    }
  }

  private static void load(TestDatabases databases, Library library, int batchRows) {
    try (Pipeline pipeline =
        new Pipeline(databases.pools(), library, "test", "one", batchRows, 10)) {
      pipeline.loadAll();
    }
  }

  private static List<String> rejects(TestDatabases databases) {
    return databases.modernRows(
        "select source_key, code, sqlstate, column_name, constraint_name from crosswalk.reject"
            + " order by source_key::integer");
  }

  private static List<String> accounts(TestDatabases databases) {
    return databases.modernRows(
        "select entity, source, inserted, rejected, balanced from crosswalk.accounting"
            + " order by entity");
  }

  private static String kept(TestDatabases databases, int key, String column) {
    return databases.modernValue(
        "select source_values ->> '"
            + column
            + "' from crosswalk.reject where source_key = '"
            + key
            + "'");
  }
}

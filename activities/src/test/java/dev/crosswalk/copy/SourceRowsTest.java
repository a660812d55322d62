package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.KeyOrder;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that end inside of a key, or of a key's parts, and rows that the source cannot give. */
class SourceRowsTest {
  private static final String ONCE =
      """
      create function die() returns trigger language plpgsql as $$ begin
        if new.word = 'deadly' then raise exception 'gone' using errcode = '57P01'; end if;
        return new; end $$;
      create trigger die before insert on words for each row execute function die()
      """;

  @TempDir private Path directory = Path.of("");
  private final TestDatabases databases = new TestDatabases();

  @AfterEach
  void drop() {
    databases.close();
  }

  private Library library(String source, String columns, String key) {
    return new TestLibrary(directory)
        .plan("words")
        .entity(
            """
            entity: words
            description: d
            sources:
              - %s
            target: { table: words, conflict: { key: [%s] } }
            columns:
            %s
            """
                .formatted(source, key, columns.indent(2)))
        .library();
  }

  private Pipeline pipeline(String source, String columns, String key, int batch, int chunk) {
    Library library = library(source, columns, key);
    return new Pipeline(databases.pools(), library, "test", "run", batch, chunk);
  }

  private void assertLoaded(String rows) {
    assertThat(databases.modernRows("select count(*), count(distinct id) from words"))
        .containsExactly(rows + "|" + rows);
    assertThat(
            databases.modernRows(
                "select inserted = "
                    + rows
                    + ", existing_same, rejected, balanced"
                    + " from crosswalk.accounting"))
        .containsExactly("t|0|0|t");
  }

  @Test
  void anAttemptThatDiesBetweenTwoRowsOfAKeyIsFollowedByOneThatGoesOnThere() {
    databases.of(
        "create table page (id integer primary key, a text, b text, c text);"
            + "insert into page select n, 'a' || n, case n when 4 then 'deadly' else 'b' end, 'c'"
            + " from generate_series(1, 20) n",
        "create table words (id uuid primary key, legacy_id integer, part text, word text,"
            + " unique (legacy_id, part));"
            + ONCE);
    try (Pipeline pipeline =
        pipeline(
            "{ table: page p, key: p.id, outputs:"
                + " { first: { word: p.a }, second: { word: p.b }, last: { word: p.c } } }",
            """
            - legacy_id: { from: p.id, phi: none }
            - part: { from: out.name, phi: none }
            - word: { from: out.word, phi: none }
            """,
            "legacy_id, part",
            5,
            30)) {
      Opened opened = pipeline.open("words");
      Failure died = catchThrowableOfType(Failure.class, () -> pipeline.copy("words", 1, opened));

      assertThat(died.code()).isEqualTo(ErrorCode.CONNECTIVITY);
      assertThat(
              databases.modernRows(
                  "select from_key, to_key, at_key, source from crosswalk.chunk where no > 0"
                      + " order by no"))
          .containsExactly("null|10|last|4|first|30", "10|last|20|last|null|null");

      databases.modern("drop trigger die on words");
      assertThat(pipeline.copy("words", 1, opened).read()).isEqualTo(20);
      assertThat(pipeline.load("words").late()).isZero();
      assertLoaded("60");
    }
  }

  @Test
  void aKeyOfSeveralPartsIsCutAndTakenOnPartByPart() {
    databases.of(
        "create table page (book integer, code text, word text, primary key (book, code));"
            + "insert into page select 1 + n / 30, chr(64 + n % 30),"
            + " case n when 35 then 'deadly' else 'w' end from generate_series(0, 119) n",
        "create table words (id uuid primary key, book integer, code text, word text,"
            + " unique (book, code));"
            + ONCE);
    try (Pipeline pipeline =
        pipeline(
            "{ table: page p, key: [p.book, p.code] }",
            """
            - book: { from: p.book, phi: none }
            - code: { from: p.code, phi: none }
            - word: { from: p.word, phi: none }
            """,
            "book, code",
            7,
            40)) {
      Opened opened = pipeline.open("words");
      Failure died = catchThrowableOfType(Failure.class, () -> pipeline.copy("words", 1, opened));

      assertThat(died.code()).isEqualTo(ErrorCode.CONNECTIVITY);
      assertThat(
              databases.modernRows(
                  "select from_key, to_key, at_key, source from crosswalk.chunk where no > 0"
                      + " order by no"))
          .containsExactly("null|2|I|2|D|40", "2|I|3|S|null|null", "3|S|4|]|null|null");

      databases.modern("drop trigger die on words");
      Opened again = pipeline.open("words");
      Failure stale = catchThrowableOfType(Failure.class, () -> pipeline.copy("words", 1, opened));
      assertThat(stale.code()).isEqualTo(ErrorCode.STALE);
      assertThat(pipeline.copy("words", 1, again).read()).isEqualTo(5);

      databases.legacy("insert into page values (4, 'z', 'late'), (1, 'zz', 'beside')");
      Counts counts = pipeline.load("words");
      assertThat(counts.late()).isEqualTo(1);
      assertLoaded("120");
    }
  }

  @Test
  void aKeyThatIsNullInAPartStopsTheEntityForNoRangeHoldsIt() {
    databases.of(
        "create table page (book integer, code text); insert into page values (1, 'a'), (1, null),"
            + " (2, 'b')",
        "create table words (id uuid primary key, book integer, code text, unique (book, code))");
    try (Pipeline pipeline =
        pipeline(
            "{ table: page p, key: [p.book, p.code] }",
            """
            - book: { from: p.book, phi: none }
            - code: { from: p.code, phi: none }
            """,
            "book, code",
            10,
            10)) {
      Failure stopped = catchThrowableOfType(Failure.class, () -> pipeline.open("words"));

      assertThat(stopped.code()).isEqualTo(ErrorCode.KEY_ORDER);
      assertThat(stopped).hasMessageContaining("the key of 'words' is NULL in 1 rows of 'page'");
    }
  }

  /** With an index the rows before a bad one have come; where the source sorts, none has. */
  @ParameterizedTest
  @ValueSource(strings = {"primary key", "not null"})
  void everyRowThatRaisesCostsItselfHoweverTheSourceReads(String key) {
    databases.of(
        "create table page (id integer "
            + key
            + ", age text);"
            + "insert into page select n, case when n % 97 = 0 or n between 500 and 510 then 'x'"
            + " else n::text end from generate_series(1, 1000) n;"
            + "analyze page",
        "create table words (id uuid primary key, legacy_id integer unique, age integer)");
    try (Pipeline pipeline =
        pipeline(
            "{ table: page p, key: p.id }",
            """
            - legacy_id: { from: p.id, phi: none }
            - age: { from: p.age::integer, phi: none }
            """,
            "legacy_id",
            100,
            400)) {
      assertThat(pipeline.load("words"))
          .isEqualTo(new Counts(1000, 0, 1000, 979, 0, 0, 0, 21, 0, 0));
      assertThat(
              databases.modernRows(
                  "select distinct code, sqlstate, column_name, source_values ->> 'age' is null,"
                      + " source_values ->> 'legacy_id' = source_key from crosswalk.reject"))
          .containsExactly("schema_mismatch.type|22P02|age|t|t");
      assertThat(
              databases.modernRows(
                  "select source_key from crosswalk.reject order by source_key::integer limit 7"))
          .containsExactly("97", "194", "291", "388", "485", "500", "501");
    }
  }

  @Test
  void aByteThatTheSourcesEncodingDoesNotDefineCostsItsRow() {
    String windows = "encoding 'WIN1252' lc_collate 'C' lc_ctype 'C' template template0";
    try (TestDatabases western =
            new TestDatabases(windows)
                .of(
                    "create table page (id integer primary key, word text); insert into page"
                        + " values (1, 'caf' || chr(233)), (2, 'caf' || chr(129)), (3, 'tea')",
                    "create table words (id uuid primary key, legacy_id integer unique, word text)");
        Pipeline pipeline =
            new Pipeline(
                western.pools(),
                library(
                    "{ table: page p, key: p.id }",
                    """
                    - legacy_id: { from: p.id, phi: none }
                    - word: { from: p.word, phi: none }
                    """,
                    "legacy_id"),
                "test",
                "run",
                10,
                10)) {
      pipeline.load("words");

      assertThat(western.modernRows("select word from words order by legacy_id"))
          .containsExactly("café", "tea");
      assertThat(western.modernRows("select source_key, code, column_name from crosswalk.reject"))
          .containsExactly("2|validation_failure.encoding|word");
    }
  }

  @Test
  void chosenRowsComeInTheirOrderAndOneThatRaisesCostsItself() throws SQLException {
    databases.of(
        "create table page (id integer primary key, a text, b text);"
            + "insert into page select n, n, case when n = 3 then 'x' else '7' end"
            + " from generate_series(1, 20) n",
        "create table words (id uuid primary key, legacy_id integer, word integer)");
    CompiledPlan plan =
        library(
                "{ table: page p, key: p.id,"
                    + " outputs: { first: { word: p.a }, second: { word: p.b } } }",
                """
                - legacy_id: { from: p.id, phi: none }
                - word: { from: out.word::integer, phi: none }
                """,
                "legacy_id")
            .compile("test");
    Entity words = plan.entity("words");
    KeyOrder keys = KeyOrder.ofNumbers(words.source());
    List<String> read = new ArrayList<>();
    try (Connection source = databases.pools().source()) {
      source.setAutoCommit(false);
      SourceRows rows =
          SourceRows.of(
              source,
              words,
              keys,
              new RowStep(plan, words, Map.of()),
              List.of("10|first", "3|second", "99|first", "3|first", "10|second", "4|second"));
      for (SourceRows.Row row = rows.next(); row != null; row = rows.next()) {
        RowStep.Refusal refusal = row.refusal();
        read.add(row.key() + (refusal == null ? "" : " " + refusal.code().key()));
      }
    }
    assertThat(read)
        .containsExactly(
            "3|first", "3|second schema_mismatch.type", "4|second", "10|first", "10|second");
  }
}

package dev.crosswalk.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import dev.crosswalk.workflows.EntityActivities.Opened;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables of awkward sizes and shapes: what arrives is the same, however they are cut. */
@Timeout(300)
class SizesTest {
  private static final int EVERYDAY = 20_000;

  /** Rows of each kind of key; a million with {@code -Plong}. */
  private static final int ROWS = Integer.getInteger("crosswalk.sizes.rows", EVERYDAY);

  /** What a source and a target of the same rows have in common: their number and a checksum. */
  private static final String SUM =
      "select count(*) || ' ' || coalesce(md5(string_agg(r.row::text, '|' order by r.row::text"
          + " collate \"C\")), '') from (select row(%s) as row from %s) r";

  @TempDir Path directory;

  private final TestDatabases databases = new TestDatabases();

  @AfterEach
  void drop() {
    databases.close();
  }

  /** The plan of {@code thing} to {@code things}, each column as it is. */
  private TestLibrary plan(List<String> key, List<String> columns) {
    return new TestLibrary(directory)
        .entity(
            """
            entity: things
            description: Things.
            sources: [{ table: thing t, key: [%s] }]
            target: { table: things, conflict: { key: [%s], action: update } }
            columns:
            """
                    .formatted(
                        key.stream().map(part -> "t." + part).collect(Collectors.joining(", ")),
                        String.join(", ", key))
                + columns.stream()
                    .map("  - %1$s: { from: t.%1$s, phi: none }\n"::formatted)
                    .collect(Collectors.joining()))
        .plan("things");
  }

  private Pipeline pipeline(TestLibrary files, String run, int batchRows, int chunkRows) {
    return new Pipeline(databases.pools(), files.library(), "test", run, batchRows, chunkRows);
  }

  private Counts load(TestLibrary files, String run, int batchRows, int chunkRows) {
    try (Pipeline pipeline = pipeline(files, run, batchRows, chunkRows)) {
      Counts counts = pipeline.load("things", Comparator.reverseOrder());
      assertThat(counts.balanced()).isTrue();
      pipeline.finish();
      return counts;
    }
  }

  private void assertSame(List<String> columns) {
    String names = String.join(", ", columns);
    assertThat(databases.modernValue(SUM.formatted(names, "things")))
        .isEqualTo(databases.legacyValue(SUM.formatted(names, "thing")));
  }

  /** Loads the table in small pieces, the last chunk first, then once more in others. */
  private void assertLoaded(List<String> key, String keyTypes, String rows) {
    databases.of(
        "create table thing ("
            + keyTypes
            + ", note text, primary key ("
            + String.join(", ", key)
            + ")); insert into thing "
            + rows,
        "create table things (id uuid primary key, "
            + keyTypes
            + ", note text, unique ("
            + String.join(", ", key)
            + "))");
    List<String> columns = new ArrayList<>(key);
    columns.add("note");
    TestLibrary files = plan(key, columns);

    assertThat(load(files, "first", 700, ROWS / 6).inserted()).isEqualTo(ROWS);
    assertSame(columns);
    assertThat(load(files, "second", 5000, ROWS).existingSame()).isEqualTo(ROWS);
  }

  @Test
  void keysAtBothEndsOfBigint() {
    assertLoaded(
        List.of("key"),
        "key bigint",
        """
        select case when n %% 2 = 0 then -9223372036854775808 + n / 2
          else 9223372036854775807 - n / 2 end, 'note ' || n
        from generate_series(0, %d - 1) n
        """
            .formatted(ROWS));
    assertThat(databases.modernValue("select min(key) || ' ' || max(key) from things"))
        .isEqualTo("-9223372036854775808 9223372036854775807");
  }

  @Test
  void textKeysThatEachCollationOrdersDifferently() {
    assertLoaded(
        List.of("key"),
        "key text collate \"und-x-icu\"",
        """
        select chr(case n %% 7 when 0 then 32 when 1 then 65 when 2 then 97 when 3 then 228
            when 4 then 65376 when 5 then 128512 else 8203 end)
          || md5(n::text) || chr(33 + n %% 90), 'note ' || n
        from generate_series(1, %d) n
        """
            .formatted(ROWS));
  }

  @Test
  void keysOfFourParts() {
    assertLoaded(
        List.of("a", "b", "c", "d"),
        "a smallint, b text, c uuid, d bigint",
        """
        select n %% 3 - 1, substr('|\\\\,a', 1 + n %% 4, 1) || n %% 11, md5((n %% 13)::text)::uuid,
          -n, 'note ' || n
        from generate_series(1, %d) n
        """
            .formatted(ROWS));
  }

  @Test
  void aTableOfManyRowsHasThreeHundredChunksAtMost() {
    databases.of(
        "create table thing (key integer primary key);"
            + "insert into thing select n * 7 from generate_series(1, 9001) n",
        "create table things (id uuid primary key, key integer unique not null)");
    TestLibrary files = plan(List.of("key"), List.of("key"));
    try (Pipeline pipeline = pipeline(files, "first", 5000, 10)) {
      Opened opened = pipeline.open("things");

      assertThat(opened.chunks()).isEqualTo(291);
      assertThat(
              databases.modernValue(
                  """
                  select count(*)
                  from (
                    select no, from_key, lag(to_key) over (order by no) as before,
                      to_key::integer - coalesce(from_key::integer, 0) as keys
                    from crosswalk.chunk
                    where no > 0
                  ) c
                  where from_key is not distinct from before
                    and keys = case no when 291 then 7 * 11 else 7 * 31 end
                  """))
          .isEqualTo("291");
      assertThat(pipeline.copy("things", 291, opened).inserted()).isEqualTo(11);
      assertThat(pipeline.copy("things", 1, opened).inserted()).isEqualTo(31);
      if (ROWS > EVERYDAY) {
        assertThat(pipeline.load("things").inserted()).isEqualTo(9001);
        assertSame(List.of("key"));
      }
    }
  }

  @Test
  void rowsOfManyColumns() {
    List<String> columns = IntStream.range(0, 700).mapToObj(no -> "c" + no).toList();
    String types =
        columns.stream().map(name -> name + " integer").collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, 700)
            .mapToObj(no -> no == 0 ? "n" : "nullif(n * " + no + " % 17, 3)")
            .collect(Collectors.joining(", "));
    databases.of(
        "create table thing ("
            + types
            + "); insert into thing select "
            + values
            + " from generate_series(1, 500) n; create unique index on thing (c0)",
        "create table things (id uuid primary key, "
            + types
            + "); create unique index on things (c0)");
    TestLibrary files = plan(List.of("c0"), columns);

    assertThat(load(files, "first", 200, 400).inserted()).isEqualTo(500);
    assertSame(columns);

    databases.legacy(
        "update thing set c699 = -1 where c0 <= 100; update thing set c1 = null where c0 = 1");
    Counts second = load(files, "second", 200, 400);

    assertThat(second.updated()).isEqualTo(100);
    assertThat(second.existingSame()).isEqualTo(400);
    assertSame(columns);
  }

  /** More fields than a function has arguments, some hundred of which are null in a row. */
  @Test
  void objectsOfManyFields() {
    List<String> fields = IntStream.range(0, 350).mapToObj(no -> "c" + no).toList();
    databases.of(
        "create table thing (key integer primary key, low text, high integer);"
            + "insert into thing values (1, 'a \"b\"', 7), (2, null, 8), (3, 'c', null), (4, null, null)",
        "create table things (id uuid primary key, key integer unique, note jsonb)");
    TestLibrary files =
        new TestLibrary(directory)
            .plan("things")
            .entity(
                """
                entity: things
                description: Things.
                sources: [{ table: thing t, key: t.key }]
                target: { table: things, conflict: { key: [key], action: keep } }
                columns:
                  - key: { from: t.key, phi: none }
                  - note:
                      json: { %s }
                      phi: none
                """
                    .formatted(
                        fields.stream()
                            .map(c -> c + ": t." + (c.compareTo("c2") < 0 ? "low" : "high"))
                            .collect(Collectors.joining(", "))));

    assertThat(load(files, "first", 200, 400).inserted()).isEqualTo(4);

    assertThat(databases.modernRows("select key, note ->> 'c0', note ->> 'c349' from things"))
        .containsExactlyInAnyOrder("1|a \"b\"|7", "2|null|8", "3|c|null", "4|null|null");
    assertThat(
            databases.modernRows(
                "select key, (select count(*) from jsonb_object_keys(note)) from things"))
        .containsExactlyInAnyOrder("1|350", "2|238", "3|112", "4|0");
  }
}

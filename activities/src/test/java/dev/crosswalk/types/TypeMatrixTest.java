package dev.crosswalk.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.testing.Server;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.workflows.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of PostgreSQL through the whole path: loaded, known again by a second run, updated,
 * kept as it was before, each time to the byte. Also with servers of other versions: the target of
 * {@code CROSSWALK_TEST_PGVECTOR_URL} and the source of {@code CROSSWALK_TEST_LEGACY_URL}.
 */
class TypeMatrixTest {
  /** What an administrator may have set for a role or a database, as badly as can be. */
  private static final List<String> SETTINGS =
      List.of(
          "datestyle = 'SQL, DMY'",
          "intervalstyle = 'sql_standard'",
          "timezone = 'Asia/Kathmandu'",
          "extra_float_digits = -15",
          "bytea_output = 'escape'",
          "array_nulls = off",
          "xmloption = document",
          "quote_all_identifiers = on",
          "transform_null_equals = on",
          "standard_conforming_strings = off",
          "search_path = pg_temp",
          "enable_indexscan = off");

  private static final String XML = "select '<a/>'::xml";

  @TempDir Path directory;

  /** A source and a target. */
  record Servers(String name, Server source, Server target) {
    TestDatabases databases() {
      return new TestDatabases(source, target);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Servers> servers() {
    Server shared = Server.ofAll();
    @Nullable Server newer = Server.named("CROSSWALK_TEST_PGVECTOR_URL");
    @Nullable Server older = Server.named("CROSSWALK_TEST_LEGACY_URL");
    List<Servers> all = new ArrayList<>();
    all.add(new Servers("the server of the tests", shared, shared));
    if (newer != null) {
      all.add(new Servers("to that of CROSSWALK_TEST_PGVECTOR_URL", shared, newer));
    }
    if (older != null) {
      all.add(new Servers("from that of CROSSWALK_TEST_LEGACY_URL", older, shared));
    }
    if (older != null && newer != null) {
      all.add(new Servers("from the one to the other", older, newer));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyTypeOfTheServersHasARow(Servers servers) {
    try (TestDatabases databases = servers.databases().of(TypeRows.OWN_TYPES, TypeRows.OWN_TYPES)) {
      String rows =
          String.join(
              ", ",
              TypeRows.all().stream().map(row -> "('" + row.type() + "')").distinct().toList());
      String excluded =
          String.join(
              ", ", TypeRows.WITHOUT_VALUES.keySet().stream().map(t -> "'" + t + "'").toList());
      // Arrays follow their elements, and each table has a type of its own.
      String missing =
          """
          with covered as (select to_regtype(split_part(name, '(', 1)) as type from (values %s) rows (name))
          select format_type(t.oid, null)
          from pg_type t
          where t.typtype in ('b', 'r', 'm') and t.typisdefined
            and not exists (select from pg_type e where e.typarray = t.oid)
            and t.oid not in (select type from covered where type is not null)
            and t.typname not in (%s)
          union all
          select 'none of the kind ' || k.typtype::text
          from (select distinct typtype from pg_type where typtype <> 'p') k
          where not exists (
            select from covered c join pg_type t on t.oid = c.type where t.typtype = k.typtype)
          """
              .formatted(rows, excluded);

      assertThat(databases.legacyRows(missing)).as("types of the source without a row").isEmpty();
      assertThat(databases.modernRows(missing)).as("types of the target without a row").isEmpty();
    }
  }

  @Test
  void aTypeIsLeftOutOnlyWhenNoColumnCanBeGivenAValueOfIt() {
    try (TestDatabases databases = new TestDatabases()) {
      for (String type : TypeRows.WITHOUT_VALUES.keySet()) {
        assertThatThrownBy(() -> databases.modernRows("select '1'::" + type))
            .as(type)
            .cause()
            .hasFieldOrPropertyWithValue("SQLState", "0A000");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyValueOfEveryTypeArrivesAsItIs(Servers servers) {
    assertEachArrives(servers.databases(), List.of());
  }

  @Test
  void settingsOfRolesAndDatabasesChangeNoValue() {
    assertEachArrives(new TestDatabases(), SETTINGS);
  }

  private void assertEachArrives(TestDatabases databases, List<String> settings) {
    int from = databases.legacyVersion();
    int to = databases.modernVersion();
    boolean xml =
        takes(() -> databases.legacyValue(XML)) && takes(() -> databases.modernValue(XML));
    if (!xml) {
      System.err.println("skipped: values of xml, for a server was built without libxml");
    }
    List<TypeRow> types =
        TypeRows.all().stream()
            .filter(row -> row.existsIn(from, to) && (xml || !row.type().startsWith("xml")))
            .toList();
    try (Samples samples = new Samples(databases, directory, types)) {
      for (String setting : settings) {
        databases.legacy(role(databases.legacyOwner().database(), "reader", setting));
        databases.modern(role(databases.modernOwner().database(), "loader", setting));
      }
      samples.fill(0);
      samples.onConflict("keep");
      assertThat(samples.run().inserted()).as("brought whole").isEqualTo(samples.lines());
      assertThat(samples.ways()).isEqualTo((samples.lines() + 4) / 5 + "|0");
      assertThat(samples.differences()).as("brought whole").isEmpty();
      assertThat(samples.run().existingSame()).as("by digest").isEqualTo(samples.lines());

      samples.empty();
      samples.onConflict("update");
      Counts loaded = samples.run();
      assertThat(samples.rejects()).isEmpty();
      assertThat(samples.differences()).isEmpty();
      assertThat(loaded.inserted()).isEqualTo(samples.lines());

      assertThat(samples.run().existingSame()).as("known again").isEqualTo(samples.lines());

      samples.keep();
      samples.fill(1);
      assertThat(samples.run().updated()).isEqualTo(samples.lines());
      assertThat(samples.differences()).as("after the update").isEmpty();
      assertThat(samples.falseImages()).isEmpty();
      assertThat(samples.run().existingSame()).as("after the update").isEqualTo(samples.lines());
    }
  }

  private static boolean takes(Runnable value) {
    try {
      value.run();
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }

  private static String role(String database, String role, String setting) {
    return "alter role crosswalk_test_" + role + " in database " + database + " set " + setting;
  }
}

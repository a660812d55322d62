package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.testing.TestDatabases;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same seed gives the same rows, and another seed others. */
class LegacySeedTest {
  private static final LegacyDatabase.Synthetic ASKED =
      new LegacyDatabase.Synthetic(new BigDecimal("0.01"), "one", "all", true);

  private static List<String> once;

  @BeforeAll
  static void generate() throws SQLException {
    once = sums(ASKED);
  }

  @Test
  void theSameSeedGivesTheSameRowsTwice() throws SQLException {
    assertThat(once).hasSizeGreaterThan(55);
    assertThat(sums(ASKED)).isEqualTo(once);
  }

  @Test
  void anotherSeedGivesOtherRows() throws SQLException {
    LegacyDatabase.Synthetic other =
        new LegacyDatabase.Synthetic(ASKED.scale(), "two", ASKED.quirks(), true);
    assertThat(sums(other).stream().filter(once::contains).map(line -> line.split(" ", 2)[0]))
        .contains("auth_group", "dispatch_course", "dispatch_order")
        .doesNotContain("auth_user", "dispatch_patient", "dispatch_task", "dispatch_notification");
  }

  @Test
  void anotherPostgresMakesTheSameRows() throws SQLException {
    String url = System.getenv("CROSSWALK_TEST_PGVECTOR_URL");
    assumeTrue(url != null, "CROSSWALK_TEST_PGVECTOR_URL names no second PostgreSQL server");
    Endpoint superuser = Endpoint.parse("CROSSWALK_TEST_PGVECTOR_URL", url, null, System.getenv());
    String name = "legacy_seed_" + ProcessHandle.current().pid();
    execute(superuser, "create database " + name);
    try {
      URI server = URI.create(superuser.jdbcUrl().substring("jdbc:".length()));
      Endpoint second =
          new Endpoint(
              "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + "/" + name,
              superuser.user(),
              superuser.password());
      LegacyDatabase.generate(second, ASKED);
      assertThat(sums(second)).isEqualTo(once);
    } finally {
      execute(superuser, "drop database " + name);
    }
  }

  private static List<String> sums(LegacyDatabase.Synthetic asked) throws SQLException {
    try (TestDatabases databases = new TestDatabases()) {
      LegacyDatabase.generate(databases.legacyOwner(), asked);
      return sums(databases.legacyOwner());
    }
  }

  /** Name, rows and checksum of each table; the mark bears the time, so it is left out. */
  private static List<String> sums(Endpoint legacy) throws SQLException {
    try (Connection connection = legacy.connect("legacy database");
        Statement statement = connection.createStatement()) {
      List<String> sums = new ArrayList<>();
      for (String table :
          column(
              statement,
              "select tablename::text collate \"C\" as t from pg_tables where schemaname = 'public'"
                  + " and tablename <> 'crosswalk_synthetic' order by t")) {
        String key = table.equals("crosswalk_manifest") ? "quirk collate \"C\"" : "id";
        sums.addAll(
            column(
                statement,
                "select '%s ' || count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by %s)), '') from %s t"
                    .formatted(table, key, table)));
      }
      return sums;
    }
  }

  private static List<String> column(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void execute(Endpoint endpoint, String sql) throws SQLException {
    try (Connection connection = endpoint.connect("second server");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

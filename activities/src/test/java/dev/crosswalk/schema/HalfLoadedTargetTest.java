package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.testing.TestDatabases;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * A target that an earlier migration left half-loaded: 844 practices, 5,506 profiles, ids at
 * random. The tables that are missing are added, and the rows keep their ids and every value.
 */
class HalfLoadedTargetTest {
  private static final String ROWS =
      """
      insert into practices (legacy_office_id, name)
      select n, 'Practice ' || n
      from generate_series(1, 844) n;
      insert into profiles (
        legacy_user_id, username, email, email_status, first_name, last_name, profile_type)
      select n, 'user' || n, case when n % 7 = 0 then 'user' || n || '@example.test' end,
        case when n % 7 = 0 then 'valid' else 'missing' end, 'Unknown', 'Unknown', 'patient'
      from generate_series(1, 5506) n;
      """;

  private static final List<String> PRINTS =
      List.of(
          "select count(*), md5(string_agg(t::text, '|' order by id)) from practices t",
          "select count(*), md5(string_agg(t::text, '|' order by id)) from profiles t");

  private static List<String> prints(TestDatabases databases) {
    return PRINTS.stream().map(databases::modernValue).toList();
  }

  private static void appliesTheRest(TestDatabases databases) {
    List<String> before = prints(databases);
    assertThat(before.get(0)).startsWith("844|");
    assertThat(before.get(1)).startsWith("5506|");

    assertThat(Schemas.applyTarget(databases.modernOwner())).isPositive();

    assertThat(prints(databases)).isEqualTo(before);
    assertThat(databases.modernValue("select to_regclass('global_settings') is not null"))
        .isEqualTo("t");
    assertThat(Schemas.applyTarget(databases.modernOwner())).isZero();
    assertThat(prints(databases)).isEqualTo(before);
  }

  @Test
  void madeByAnEarlierVersion() {
    try (TestDatabases databases = new TestDatabases()) {
      Endpoint owner = databases.modernOwner();
      Flyway.configure()
          .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
          .locations("classpath:crosswalk/modern")
          .table("crosswalk_schema_history")
          .target("1")
          .load()
          .migrate();
      databases.modern(ROWS);

      appliesTheRest(databases);
    }
  }

  @Test
  void madeByOtherMeansAndDeclaredAsBaseline() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.modern(PlanFiles.builtIn().text("modern/V001__practices_and_profiles.sql") + ROWS);
      Schemas.baseline(databases.modernOwner(), "001");

      appliesTheRest(databases);
    }
  }
}

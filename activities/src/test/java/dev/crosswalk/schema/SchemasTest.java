package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.testing.TestDatabases;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SchemasTest {
  @Test
  void applyingTwiceChangesNothing() {
    try (TestDatabases databases = new TestDatabases()) {
      assertThat(Schemas.applyTarget(databases.modernOwner())).isPositive();
      assertThat(Schemas.applyTarget(databases.modernOwner())).isZero();
      assertThat(
              databases.modernRows(
                  "select schemaname from pg_tables where tablename = 'crosswalk_schema_history'"
                      + " order by 1"))
          .containsExactly("crosswalk", "public");
    }
  }

  @Test
  void tablesOfOthersAreNotBuiltUpon() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.modern("create table somebody_elses (id integer)");

      assertThatThrownBy(() -> Schemas.applyModern(databases.modernOwner()))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STRUCTURE))
          .hasMessageStartingWith("schema 'modern' was not applied: Found non-empty schema");
    }
  }

  @Test
  void theLedgerAloneStandsBesideTablesOfOthers() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.modern("create table somebody_elses (id integer)");

      assertThat(Schemas.applyLedgerWithRoles(databases.modernOwner())).isPositive();
      assertThat(Schemas.applyLedgerWithRoles(databases.modernOwner())).isZero();
      assertThat(
              databases.modernRows("select tablename from pg_tables where schemaname = 'public'"))
          .containsExactly("somebody_elses");
      databases.modern(
          "set role crosswalk_loader; select * from crosswalk.accounting;"
              + "create temporary table stage (id integer)");
    }
  }

  @Test
  void syntheticDataGoesIntoAnEmptyDatabaseOnly() {
    try (TestDatabases databases = new TestDatabases()) {
      databases.legacy("create table somebody_elses (id integer)");

      assertThatThrownBy(() -> generate(databases, "all"))
          .hasMessageStartingWith("the legacy database is not empty");
    }
  }

  @Test
  void whatTheGeneratorRefusesLeavesNothing() {
    try (TestDatabases databases = new TestDatabases()) {
      assertThatThrownBy(() -> generate(databases, "Q-"))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INPUT))
          .hasMessage(
              "legacy/generate/01-tools.sql: crosswalk.quirks must be all, none, or a list such as"
                  + " Q-01,Q-42.");
      assertThat(databases.legacyRows("select 1 from pg_tables where schemaname = 'public'"))
          .isEmpty();
    }
  }

  private static void generate(TestDatabases databases, String quirks) {
    LegacyDatabase.generate(
        databases.legacyOwner(),
        new LegacyDatabase.Synthetic(new BigDecimal("0.01"), "1", quirks, false));
  }
}

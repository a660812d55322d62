package dev.crosswalk.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Medium;
import dev.crosswalk.ledger.BackupLedger.Request;
import dev.crosswalk.ledger.BackupLedger.Scope;
import dev.crosswalk.ledger.RunLedger;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.testing.TestDatabases;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** The modern schema, as the role that loads it. */
class BuiltInBackupTest {
  private final CompiledPlan plan = new Library(PlanFiles.builtIn()).compile("core");

  @Test
  void theLoaderBacksUpAndRestoresTheModernSchema() throws Exception {
    try (TestDatabases databases = new TestDatabases().builtIn("0.01", "all");
        Connection target = databases.pools().target()) {
      databases.modern(
          """
          insert into practices (name) select 'P' || n from generate_series(1, 50) n;
          insert into profiles (first_name, last_name, email_status, profile_type)
          select 'F', 'L' || n, 'missing', 'other'
          from generate_series(1, 50) n;
          """);
      target.setAutoCommit(false);
      String body = Library.store(plan);
      RunLedger ledger = new RunLedger(target, "one");
      ledger.storePlan(Library.digest(body), "core", body);
      ledger.take(
          plan,
          new RunLedger.Settings(Library.digest(body), null, null, "s", "t", "one", "o", null));
      target.commit();
      String phase = plan.plan().phases().get(0).phase();

      Backup backup =
          new Backups(target, null, null, FaultPoints.NONE)
              .take(plan, new Request("one", phase, 1, Scope.FULL, Medium.TABLES));

      assertThat(backup.leftOut())
          .containsExactly("public.crosswalk_schema_history: this user may not read it");
      assertThat(backup.tables())
          .isEqualTo(
              Integer.parseInt(
                      databases.modernValue(
                          "select count(*) from pg_tables where schemaname = 'public'"))
                  - 1);
      databases.modern(
          """
          update crosswalk.run set ended_at = now(), status = 'failed';
          delete from profiles where last_name = 'L7';
          update practices set name = 'Q' where name = 'P7';
          """);
      new Restore(target).restore(backup.id(), "tester");
      assertThat(databases.modernValue("select count(*) from profiles where last_name = 'L7'"))
          .isEqualTo("1");
      assertThat(databases.modernRows("select name from practices where name in ('P7', 'Q')"))
          .containsExactly("P7");
    }
  }

  /**
   * A phase also writes where its rows are waited for, and where rows stand in for missing ones.
   */
  @Test
  void aPhaseHasTheTablesThatItWrites() {
    for (Phase phase : plan.plan().phases()) {
      assertThat(BackedTables.written(plan, phase))
          .as(phase.phase())
          .containsAll(
              phase.entities().stream().map(name -> plan.entity(name).target().table()).toList());
    }
    assertThat(plan.plan().phases())
        .as("phases that write more than their own tables")
        .anySatisfy(
            phase ->
                assertThat(BackedTables.written(plan, phase).size())
                    .isGreaterThan(
                        (int)
                            phase.entities().stream()
                                .map(name -> plan.entity(name).target().table())
                                .distinct()
                                .count()));
  }
}

package dev.crosswalk.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountingTableTest {
  @Test
  void everyEntityAndTheSums() {
    assertThat(AccountingTable.lines(report(account("patients", 1234, 0))))
        .containsExactly(
            "entity    source  filtered   read  inserted  existing  rejected  deferred  balanced"
                + "  seconds  rows/s",
            "────────  ──────  ────────  ─────  ────────  ────────  ────────  ────────  ────────"
                + "  ───────  ──────",
            "patients   1,234         0  1,234     1,234         0         0         0  yes"
                + "           2.5     494",
            "all        1,234         0  1,234     1,234         0         0         0  yes"
                + "           3.0");
  }

  @Test
  void rowsThatDifferAreSaid() {
    assertThat(AccountingTable.lines(report(account("patients", 0, 1234))))
        .last()
        .asString()
        .startsWith("1,234 of the existing rows differ");
  }

  @Test
  void rowsThatWereUpdatedAreAmongTheExistingOnes() {
    Report.Account account =
        new Report.Account("r", "primary", "patients", 1234, 0, 1234, 0, 4, 1230, 0, 0, 0, true);

    assertThat(AccountingTable.lines(report(account)))
        .contains(
            "patients   1,234         0  1,234         0     1,234         0         0  yes"
                + "           2.5     494")
        .last()
        .asString()
        .startsWith("4 of the existing rows were updated");
  }

  @Test
  void theReportHasNamesInSnakeCase() {
    assertThat(report(account("patients", 0, 3)).json())
        .contains("\"schema_version\" : 1", "\"existing_different\" : 3", "\"rows_changed\" : 2")
        .contains("\"next_steps\" : [", "\"rejects_by_code\"", "\"top_patterns\"");
  }

  private static Report.Account account(String entity, long inserted, long different) {
    long read = inserted + different;
    return new Report.Account(
        "r", "primary", entity, read, 0, read, inserted, 0, 0, different, 0, 0, true);
  }

  private static Report report(Report.Account account) {
    Report.Entity patients =
        new Report.Entity(
            "patients",
            "dispatch_patient",
            "patients",
            "validated",
            null,
            null,
            account,
            new Report.Timings("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:02.500Z", 2.5),
            494L,
            null,
            0,
            Map.of(),
            List.of(),
            Map.of("rows_changed", 2L),
            List.of());
    return new Report(
        Report.SCHEMA_VERSION,
        new Report.Run("r", "core", null, "d", "r", "completed", null, "s", "e", 3.0, "a", "b"),
        List.of(account),
        account,
        List.of(new Report.Phase("primary", "People", "completed", List.of(patients))),
        new Report.RejectsSummary(0, 0, List.of()),
        List.of(),
        List.of(),
        List.of());
  }
}

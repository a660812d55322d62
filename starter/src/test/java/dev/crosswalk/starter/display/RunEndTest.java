package dev.crosswalk.starter.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.report.Report;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunEndTest {
  @Test
  void howARunEndsDecidesTheExitCode() {
    assertThat(exit("completed", null, true)).isZero();
    assertThat(exit("completed_with_rejects", null, true)).isEqualTo(4);
    assertThat(exit("completed", null, false)).isEqualTo(6);
    assertThat(exit("aborted", "gate.failed", true)).isEqualTo(6);
    assertThat(exit("aborted", "access.denied", false)).isEqualTo(3);
    assertThat(exit("aborted", null, false)).isEqualTo(7);
    assertThat(exit("failed", null, false)).isEqualTo(1);
  }

  private static int exit(String status, @Nullable String code, boolean balanced) {
    Report.Account account =
        new Report.Account("r", "one", "patients", 1, 0, 1, 1, 0, 0, 0, 0, 0, balanced);
    Report.Entity patients =
        new Report.Entity(
            "patients",
            "dispatch_patient",
            "patients",
            "validated",
            code,
            null,
            account,
            new Report.Timings(null, null, null),
            null,
            null,
            0,
            Map.of(),
            List.of(),
            Map.of(),
            List.of());
    return RunEnd.exitCode(
        new Report(
            Report.SCHEMA_VERSION,
            new Report.Run("r", "core", null, "d", "r", status, null, "s", null, null, "a", "b"),
            List.of(account),
            account,
            List.of(new Report.Phase("one", "One", "completed", List.of(patients))),
            new Report.RejectsSummary(0, 0, List.of()),
            List.of(),
            List.of(),
            List.of()));
  }
}

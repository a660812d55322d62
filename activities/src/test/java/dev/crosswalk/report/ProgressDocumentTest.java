package dev.crosswalk.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressDocumentTest {
  private static Report.Entity entity(
      String name,
      String status,
      long source,
      long inserted,
      long rejected,
      @Nullable String ended,
      @Nullable Long expected) {
    boolean failed = status.equals("failed");
    return new Report.Entity(
        name,
        name,
        name,
        status,
        failed ? "gate.failed" : null,
        failed ? "failed checks: a | b" : null,
        new Report.Account(
            "first", "p", name, source, 10, source - 10, inserted, 0, 5, 0, rejected, 0, true),
        new Report.Timings(null, ended, null),
        null,
        expected,
        0,
        rejected == 0 ? Map.of() : Map.of("validation_failure.json", rejected),
        List.of(),
        Map.of(),
        failed
            ? List.of(
                new Report.Check(
                    "counts",
                    "count",
                    "critical",
                    "failed",
                    "why",
                    null,
                    null,
                    3,
                    null,
                    null,
                    null,
                    "select"))
            : List.of());
  }

  private static Report report(String status, @Nullable String ended, List<String> next) {
    return new Report(
        1,
        new Report.Run(
            "first",
            "core",
            null,
            "d",
            "w",
            status,
            "a reason",
            "2025-07-01T08:00:00.000Z",
            ended,
            null,
            "s",
            "t"),
        List.of(),
        new Report.Account("first", null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, true),
        List.of(
            new Report.Phase(
                "foundation",
                "Foundation",
                "completed",
                List.of(
                    entity(
                        "practices",
                        "validated",
                        12_355,
                        12_340,
                        0,
                        "2025-07-01T08:01:00.000Z",
                        null),
                    entity(
                        "profiles",
                        "failed",
                        4_030,
                        4_013,
                        2,
                        "2025-07-01T08:02:00.000Z",
                        9_101L))),
            new Report.Phase(
                "primary",
                "Primary",
                "pending",
                List.of(
                    new Report.Entity(
                        "patients",
                        null,
                        null,
                        "pending",
                        null,
                        null,
                        new Report.Account(
                            "first", "p", "patients", 0, 0, 0, 0, 0, 0, 0, 0, 0, false),
                        new Report.Timings(null, null, null),
                        null,
                        7_849L,
                        0,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        List.of())))),
        new Report.RejectsSummary(0, 0, List.of()),
        List.of(),
        List.of(),
        next);
  }

  @Test
  void itSaysOfEachEntityWhatTheDocumentsWantToKnowAndWhatToDoNext() {
    assertThat(
            ProgressDocument.of(
                report("executing", null, List.of("crosswalk retry first --entity profiles", "b"))))
        .isEqualTo(
            """
            # Migration progress: run first

            Plan core. Status: executing. Started 2025-07-01T08:00:00.000Z.

            a reason

            | phase | entity type | expected | current | remaining | progress | status | completed at | errors |
            | ---: | --- | ---: | ---: | ---: | ---: | --- | --- | --- |
            | 1 | practices | 12,345 | 12,345 | 0 | 100.0 % | completed | 2025-07-01T08:01:00.000Z |  |
            | 1 | profiles | 4,020 | 4,018 | 2 | 99.9 % | failed | 2025-07-01T08:02:00.000Z | gate.failed: failed checks: a \\| b; 2 × validation_failure.json; check counts: failed |
            | 2 | patients | 7,849 | 0 | 7,849 | 0.0 % | not_started |  |  |

            expected: rows of the source without those that the plan leaves out; before they are counted,
            what the plan's documents promise. current: rows that are in the target.

            - profiles: the plan expects 9,101 rows, 4,020 were read

            Next step:

                crosswalk retry first --entity profiles
            """);
  }

  @Test
  void whatIsOverHasNoNextStep() {
    assertThat(ProgressDocument.of(report("completed", "2025-07-01T09:00:00.000Z", List.of())))
        .contains("Started 2025-07-01T08:00:00.000Z, ended 2025-07-01T09:00:00.000Z.\n")
        .endsWith("\nNext step: nothing is left to do for this run.\n");
  }
}

package dev.crosswalk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Question;
import dev.crosswalk.ledger.CheckResult.Status;
import dev.crosswalk.plan.Check.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How answers are judged and added up, as docs/validation.md says it. */
class ScoreTest {
  private static Question question(Severity severity, @Nullable Double threshold) {
    return new Question("q", Kind.BUSINESS, severity, "a", threshold, "rows", null, "select 1");
  }

  private static CheckResult result(Severity severity, long violated, long of) {
    return CheckResult.of(question(severity, null), violated, of, List.of());
  }

  @Test
  void theSeverityDecidesWhatAViolationMeans() {
    assertThat(question(Severity.CRITICAL, null).judge(1, 10L)).isEqualTo(Status.FAILED);
    assertThat(question(Severity.MAJOR, null).judge(1, 10L)).isEqualTo(Status.FAILED);
    assertThat(question(Severity.MINOR, null).judge(1, 10L)).isEqualTo(Status.WARNING);
    assertThat(question(Severity.INFO, null).judge(1, 10L)).isEqualTo(Status.WARNING);
    assertThat(question(Severity.MAJOR, null).judge(0, 10L)).isEqualTo(Status.PASSED);
  }

  @Test
  void whatIsWithinTheThresholdHasPassedWithViolations() {
    Question tenth = question(Severity.MAJOR, 10.0);

    assertThat(tenth.judge(1, 10L)).isEqualTo(Status.PASSED_WITH_VIOLATIONS);
    assertThat(tenth.judge(2, 10L)).isEqualTo(Status.FAILED);
    assertThat(tenth.judge(0, 10L)).isEqualTo(Status.PASSED);
    assertThat(tenth.judge(1, null)).as("nobody has counted of what").isEqualTo(Status.FAILED);
  }

  @Test
  void whereNothingCouldOffendNothingIsApplicable() {
    assertThat(question(Severity.MAJOR, null).judge(0, 0L)).isEqualTo(Status.NOT_APPLICABLE);
  }

  @Test
  void theScoreIsTheWeighedShareOfWhatHolds() {
    // (10 * 1 + 3 * 0.8 + 1 * 0.5) / 14 = 0.92142…
    assertThat(
            Score.of(
                List.of(
                    result(Severity.CRITICAL, 0, 10),
                    result(Severity.MAJOR, 2, 10),
                    result(Severity.MINOR, 5, 10))))
        .isEqualTo(92.1);
  }

  @Test
  void onlyWhatHoldsAltogetherIsAHundred() {
    CheckResult passed = result(Severity.CRITICAL, 0, 1_000_000);

    assertThat(Score.of(List.of(passed))).isEqualTo(100);
    assertThat(Score.of(List.of(passed, result(Severity.MINOR, 1, 1_000_000)))).isEqualTo(99.9);
    assertThat(Score.of(List.of(passed, result(Severity.CRITICAL, 1, 1_000_000)))).isEqualTo(99.9);
  }

  @Test
  void whatIsTolerableOrNotMeantCostsNothing() {
    CheckResult passed = result(Severity.CRITICAL, 0, 10);
    CheckResult tolerable = CheckResult.of(question(Severity.MAJOR, 50.0), 5, 10L, List.of());

    assertThat(Score.of(List.of(passed, tolerable))).isEqualTo(100);
    assertThat(Score.of(List.of(passed, result(Severity.INFO, 10, 10)))).isEqualTo(100);
  }

  @Test
  void whatCouldNotBeAskedCostsItsWholeWeightAndWhatNeedNotBeNone() {
    CheckResult passed = result(Severity.CRITICAL, 0, 10);
    CheckResult error = CheckResult.error(question(Severity.CRITICAL, null));

    assertThat(Score.of(List.of(passed, error))).isEqualTo(50);
    assertThat(Score.of(List.of(passed, result(Severity.CRITICAL, 0, 0)))).isEqualTo(100);
    assertThat(Score.of(List.of())).isZero();
  }

  @Test
  void anotherThresholdJudgesTheSameAnswerAnew() {
    CheckResult failed = result(Severity.MAJOR, 2, 10);

    CheckResult now = failed.judgedBy(question(Severity.MAJOR, 20.0));

    assertThat(now.status()).isEqualTo(Status.PASSED_WITH_VIOLATIONS);
    assertThat(Score.of(List.of(now))).isEqualTo(100);
    Question ofOthers =
        new Question("q", Kind.BUSINESS, Severity.MAJOR, "a", 99.0, "others", null, "select 1");
    assertThat(failed.judgedBy(ofOthers)).isEqualTo(failed);
  }
}

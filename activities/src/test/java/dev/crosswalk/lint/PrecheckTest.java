package dev.crosswalk.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Problems.Problem;
import dev.crosswalk.library.Problems.Severity;
import dev.crosswalk.testing.Documents;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrecheckTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z._]+)` \\|");

  @Test
  void everyIdStandsInTheDocumentsOnceAndNoOther() {
    List<String> listed =
        ROW.matcher(Documents.read("preflight.md")).results().map(MatchResult::group).toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(Precheck.values()).map(check -> "| `" + check.id() + "` |").toList());
  }

  @Test
  void serversAreOldEnoughByMajorAndMinorVersion() {
    assertThat(Precheck.tooOld("source", 9, 5, 9, 6))
        .isEqualTo("the source is PostgreSQL 9.5; the oldest that can be is 9.6");
    assertThat(Precheck.tooOld("source", 9, 6, 9, 6)).isNull();
    assertThat(Precheck.tooOld("source", 16, 0, 9, 6)).isNull();
    assertThat(Precheck.tooOld("target", 14, 9, 15, 0))
        .isEqualTo("the target is PostgreSQL 14.9; the oldest that can be is 15");
    assertThat(Precheck.tooOld("target", 15, 0, 15, 0)).isNull();
  }

  @Test
  void aMissingRightIsNoMatterOfTheSchema() {
    Problem right =
        new Problem(Severity.ERROR, "target", 0, TargetLint.MISSING_RIGHT + "grant usage");
    Problem column = new Problem(Severity.ERROR, "entities/a.yaml", 3, "no column");

    assertThat(Precheck.of(right)).isEqualTo(Precheck.PRIVILEGES);
    assertThat(Precheck.of(column)).isEqualTo(Precheck.SCHEMA);
  }
}

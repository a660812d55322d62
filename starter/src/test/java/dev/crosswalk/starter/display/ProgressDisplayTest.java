package dev.crosswalk.starter.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();

  @Test
  void offATerminalALineEveryTwoSecondsAndWhenAnEntityIsSettled() {
    ProgressDisplay display = new ProgressDisplay(new PrintWriter(text), Terminal.PLAIN);

    assertThat(display.lines(patients("migrating", 1000, 12.5), SECOND))
        .containsExactly("  patients: migrating 12 %, 1,000 rows, 5,000 a second");
    assertThat(display.lines(patients("migrating", 2000, 25), 2 * SECOND)).isEmpty();
    assertThat(display.lines(patients("migrating", 4000, 50), 3 * SECOND)).hasSize(1);
    assertThat(display.lines(patients("validated", 8000, 100), 4 * SECOND))
        .containsExactly("  patients: validated, 8,000 rows, 5,000 a second");
    assertThat(display.lines(patients("validated", 8000, 100), 9 * SECOND)).isEmpty();
  }

  @Test
  void anEntityThatIsTriedAgainIsToldAgain() {
    ProgressDisplay display = new ProgressDisplay(new PrintWriter(text), Terminal.PLAIN);

    assertThat(display.lines(patients("failed", 10, 1), SECOND)).hasSize(1);
    assertThat(display.lines(patients("migrating", 10, 1), 2 * SECOND)).isEmpty();
    assertThat(display.lines(patients("failed", 10, 1), 3 * SECOND)).hasSize(1);
  }

  @Test
  void onATerminalBarsAreDrawnInPlace() {
    ProgressDisplay display = new ProgressDisplay(new PrintWriter(text), new Terminal(true, false));

    display.show(patients("migrating", 4000, 50), SECOND);
    display.show(patients("validated", 8000, 100), 2 * SECOND);

    assertThat(text)
        .hasToString(
            "\r\u001b[2K  primary patients ██████░░░░░░  50 % migrating     5,000 rows/s\n"
                + "\u001b[1A"
                + "\r\u001b[2K  primary patients ████████████ 100 % validated     5,000 rows/s\n");
  }

  @Test
  void noBarIsWiderThanATerminal() {
    RunProgress.Entity wide =
        new RunProgress.Entity(
            "x".repeat(40), "y".repeat(63), "migrating", 9, 9, 100, 9_999_999L, null, null);

    assertThat(ProgressDisplay.bars(new RunProgress("executing", List.of(wide)), Terminal.PLAIN))
        .singleElement()
        .satisfies(line -> assertThat(line.length()).isLessThan(80));
  }

  @Test
  void coloursAreLeftOutWhenNotWanted() {
    Terminal colours = new Terminal(true, true);

    assertThat(ProgressDisplay.bars(patients("validated", 1, 100), colours).get(0))
        .contains("\u001b[32mvalidated\u001b[0m");
    assertThat(ProgressDisplay.bars(patients("validated", 1, 100), Terminal.PLAIN).get(0))
        .doesNotContain("\u001b");
  }

  private static RunProgress patients(String status, long rows, double percent) {
    return new RunProgress(
        "executing",
        List.of(
            new RunProgress.Entity(
                "primary", "patients", status, 8000, rows, percent, 5000L, null, null)));
  }
}

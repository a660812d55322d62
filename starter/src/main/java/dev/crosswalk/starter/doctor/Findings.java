package dev.crosswalk.starter.doctor;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.lint.Precheck;
import dev.crosswalk.starter.doctor.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the doctor found, in the order in which it looked. For one thread. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void ok(Precheck check, String text) {
    all.add(new Finding(check.id(), Verdict.OK, text, null));
  }

  void note(Precheck check, String text, String next) {
    all.add(new Finding(check.id(), Verdict.NOTE, text, next));
  }

  void wrong(Precheck check, String text, @Nullable String next) {
    all.add(new Finding(check.id(), Verdict.WRONG, text, next));
  }

  /** What could not be looked at; the failure itself says what to do. */
  void wrong(Precheck check, Failure failure) {
    wrong(check, String.valueOf(failure.getMessage()), null);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}

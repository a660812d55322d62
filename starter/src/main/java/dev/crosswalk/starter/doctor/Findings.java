package dev.crosswalk.starter.doctor;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.starter.doctor.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the doctor found, in the order in which it looked. For one thread. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void ok(String subject, String text) {
    all.add(new Finding(subject, Verdict.OK, text, null));
  }

  void note(String subject, String text, String next) {
    all.add(new Finding(subject, Verdict.NOTE, text, next));
  }

  void wrong(String subject, String text, @Nullable String next) {
    all.add(new Finding(subject, Verdict.WRONG, text, next));
  }

  /** What could not be looked at; the failure itself says what to do. */
  void wrong(String subject, Failure failure) {
    wrong(subject, String.valueOf(failure.getMessage()), null);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}

package dev.crosswalk.starter;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the doctor looked at.
 *
 * @param next a command or a sentence that puts it right, null when nothing needs to be done
 */
record Finding(String subject, Verdict verdict, String text, @Nullable String next) {
  /** How it is. */
  enum Verdict {
    OK,
    /** Works, but somebody should know. */
    NOTE,
    /** No run can succeed before this is put right. */
    WRONG
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, Verdict.OK, text, null);
  }

  static Finding note(String subject, String text, @Nullable String next) {
    return new Finding(subject, Verdict.NOTE, text, next);
  }

  static Finding wrong(String subject, String text, @Nullable String next) {
    return new Finding(subject, Verdict.WRONG, text, next);
  }
}

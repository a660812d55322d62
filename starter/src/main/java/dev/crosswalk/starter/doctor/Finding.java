package dev.crosswalk.starter.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the doctor looked at.
 *
 * @param check the id of what was looked at, as docs/preflight.md lists them
 * @param next a command or a sentence that puts it right, null when nothing needs to be done
 */
record Finding(String check, Verdict verdict, String text, @Nullable String next) {
  /** How it is. */
  enum Verdict {
    OK,
    /** Works, but somebody should know. */
    NOTE,
    /** No run can succeed before this is put right. */
    WRONG
  }
}

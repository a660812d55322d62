package dev.crosswalk.starter.rejects;

import org.jspecify.annotations.Nullable;

/** How a part of a row is shown that may be missing. */
final class Shown {
  private Shown() {}

  static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}

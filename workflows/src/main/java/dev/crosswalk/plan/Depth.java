package dev.crosswalk.plan;

import java.util.Locale;

/** How deep a validation goes; each level asks what those before it ask, and more. */
public enum Depth {
  /** The account, and the counts that must agree with it. */
  BASIC,
  /** References, uniqueness, required columns, vocabularies and business checks. */
  STANDARD,
  /** The source, read again and compared. */
  COMPREHENSIVE;

  /** As plans and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

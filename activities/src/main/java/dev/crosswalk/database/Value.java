package dev.crosswalk.database;

/**
 * A text of a setting and where it came from, such as {@code environment PGUSER}. It may be a
 * secret, so it prints its origin only.
 */
public record Value(String text, String origin) {
  @Override
  public String toString() {
    return "(" + origin + ")";
  }
}

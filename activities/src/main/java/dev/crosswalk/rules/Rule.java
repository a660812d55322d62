package dev.crosswalk.rules;

import org.jspecify.annotations.Nullable;

/**
 * A cleansing rule with its arguments: one value in, one outcome out. Pure and thread-safe; it
 * reaches no database, file or network.
 */
@FunctionalInterface
public interface Rule {
  /**
   * Decides about one value.
   *
   * @param value the text from the source or from the rule before; null stands for NULL
   * @param key the source row's key, for defaults that must differ
   */
  Outcome apply(@Nullable String value, String key);
}

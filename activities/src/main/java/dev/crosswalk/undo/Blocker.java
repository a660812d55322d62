package dev.crosswalk.undo;

import dev.crosswalk.failure.ErrorCode;
import java.util.List;

/**
 * Something that stands against undoing an entity. Holds keys, never values of rows.
 *
 * @param object the constraint, trigger, table or entity that it is about
 * @param rows how many rows are concerned; 0 when it is not about rows
 * @param keys of the first of them
 * @param message what, where, and what to do
 */
public record Blocker(
    ErrorCode code, String entity, String object, long rows, List<String> keys, String message) {
  public Blocker {
    keys = List.copyOf(keys);
  }
}

package dev.crosswalk.undo;

import java.util.List;

/**
 * An entity of a run to be undone.
 *
 * @param no its place in the run
 * @param table of the target, as the entity file calls it
 * @param columns of the table when the entity was planned: those of its before-images
 * @param rows that it has inserted or updated, by the books, and that are not undone yet
 */
public record Step(
    String phase, String entity, int no, String table, List<String> columns, long rows) {
  public Step {
    columns = List.copyOf(columns);
  }
}

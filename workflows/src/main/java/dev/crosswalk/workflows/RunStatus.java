package dev.crosswalk.workflows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands. The counts are those of the last finished activity; live ones stand in {@code
 * crosswalk.progress}.
 *
 * @param selection what the run loads, in words, when that is not the whole plan
 * @param waiting why the run waits, null when it does not
 * @param next the command that lets it go on, null when none is needed
 * @param parallelism chunks of an entity that may be in flight, if nothing else was said of it
 * @param documents where the run's documents are, null when none are written
 */
public record RunStatus(
    String run,
    String plan,
    String status,
    @Nullable String selection,
    @Nullable String waiting,
    @Nullable String next,
    List<EntityStatus> entities,
    int parallelism,
    @Nullable String documents) {

  /**
   * Where one entity stands.
   *
   * @param why what went wrong, or what blocks the entity
   */
  public record EntityStatus(
      String phase, String entity, String status, @Nullable String why, Counts counts) {}

  /** What is to be said of rows that came too late, one sentence an entity. */
  public List<String> late() {
    List<String> sentences = new ArrayList<>();
    for (EntityStatus entity : entities) {
      if (entity.counts().late() > 0) {
        sentences.add(late(entity.entity(), entity.counts().late()));
      }
    }
    return sentences;
  }

  /** What is to be said of an entity's late rows, and done about them. */
  public static String late(String entity, long rows) {
    return rows
        + (rows == 1 ? " row" : " rows")
        + " of "
        + entity
        + " came to the source after the chunks were planned: the next run loads "
        + (rows == 1 ? "it" : "them");
  }
}

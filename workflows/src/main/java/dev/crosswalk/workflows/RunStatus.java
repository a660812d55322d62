package dev.crosswalk.workflows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands. The counts are those of the last finished activity; live ones stand in {@code
 * crosswalk.progress}.
 *
 * @param waiting why the run waits, null when it does not
 * @param next the command that lets it go on, null when none is needed
 */
public record RunStatus(
    String run,
    String plan,
    String status,
    @Nullable String waiting,
    @Nullable String next,
    List<EntityStatus> entities) {

  /**
   * Where one entity stands.
   *
   * @param why what went wrong, or what blocks the entity
   */
  public record EntityStatus(
      String phase, String entity, String status, @Nullable String why, Counts counts) {}
}

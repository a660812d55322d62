package dev.crosswalk.plan;

import java.util.List;

/**
 * Entities that are loaded together, with a gate after them.
 *
 * @param parallel whether entities without an edge between them run side by side
 * @param gateAfter whether the checks run after each entity or once after the phase
 */
public record Phase(
    String phase,
    String title,
    Kind kind,
    List<String> entities,
    boolean parallel,
    GateAfter gateAfter) {

  /** What a phase does with the target. */
  public enum Kind {
    LOAD
  }

  /** When the checks of a phase run. */
  public enum GateAfter {
    ENTITY,
    PHASE
  }
}

package dev.crosswalk.plan;

import java.util.List;

/**
 * Entities that are loaded together, with a gate after them.
 *
 * @param requires names of checks that must hold before the phase begins
 * @param entities empty for a phase that only validates
 * @param checks names of the checks of a phase that only validates
 * @param parallel whether entities without an edge between them run side by side
 * @param gateAfter whether the checks run after each entity or once after the phase
 */
public record Phase(
    String phase,
    String title,
    Kind kind,
    List<String> requires,
    List<String> entities,
    List<String> checks,
    boolean parallel,
    GateAfter gateAfter) {

  /** What a phase does with the target. */
  public enum Kind {
    /** Adds rows. */
    LOAD,
    /** Updates rows that are there. */
    INTEGRATE,
    /** Runs checks, and changes nothing. */
    VALIDATE
  }

  /** When the checks of a phase run. */
  public enum GateAfter {
    ENTITY,
    PHASE
  }

  /** The same phase with fewer entities. */
  public Phase with(List<String> fewer) {
    return new Phase(phase, title, kind, requires, fewer, checks, parallel, gateAfter);
  }

  /**
   * What the phase takes to its end one by one: its entities, or, when it only validates, itself
   * under its own name.
   */
  public List<String> steps() {
    return kind == Kind.VALIDATE ? List.of(phase) : entities;
  }
}

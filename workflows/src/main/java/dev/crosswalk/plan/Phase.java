package dev.crosswalk.plan;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Entities that are loaded together, with a gate after them.
 *
 * @param requires names of checks that must hold before the phase begins
 * @param entities empty for a phase that loads none
 * @param checks names of the checks of a phase that only validates
 * @param parallel whether entities without an edge between them run side by side
 * @param gateAfter whether the checks run after each entity or once after the phase
 * @param validation how deep the gate looks; null: at the account, references and business checks
 * @param approval whether a person has to agree before the phase begins
 * @param checkpoint what is done so that the phase can be undone, in the order of {@link
 *     Checkpoint}
 */
public record Phase(
    String phase,
    String title,
    Kind kind,
    List<String> requires,
    List<String> entities,
    List<String> checks,
    boolean parallel,
    GateAfter gateAfter,
    @Nullable Depth validation,
    boolean approval,
    List<Checkpoint> checkpoint,
    OnFailure onFailure) {

  /** What a phase does with the target. */
  public enum Kind {
    /** Adds rows. */
    LOAD,
    /** Updates rows that are there. */
    INTEGRATE,
    /** Runs checks, and changes nothing. */
    VALIDATE,
    /** Makes vectors of texts. Declared, and skipped: nothing makes them yet. */
    EMBED
  }

  /** When the checks of a phase run. */
  public enum GateAfter {
    ENTITY,
    PHASE
  }

  /** What keeps the way back from a phase open. */
  public enum Checkpoint {
    /** Before it begins: the tables that it writes are copied. */
    BACKUP,
    /** Before it begins: all tables of the target are copied. */
    BACKUP_FULL,
    /** When it is over: what is in the way of its rollback is found out, and nothing changed. */
    REHEARSE_ROLLBACK;

    /** As a plan writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of a phase of which an entity has failed. */
  public enum Action {
    /** The entity waits for a person. */
    ASK,
    /** The phase is rolled back. */
    ROLLBACK_PHASE,
    /** Everything that the run has written is rolled back. */
    ROLLBACK_RUN,
    /** The entity is left out, with what needs it; what it has written stays. */
    SKIP
  }

  /**
   * The reaction to a failure.
   *
   * @param retries how often what was rolled back is loaded again before a person is asked
   * @param validation how deep the gate looks at what was loaded again; null: as ever
   */
  public record OnFailure(Action action, int retries, @Nullable Depth validation) {
    /** That of a phase that says nothing. */
    public static final OnFailure ASK = new OnFailure(Action.ASK, 0, null);
  }

  /** The same phase with fewer entities. */
  public Phase with(List<String> fewer) {
    return new Phase(
        phase,
        title,
        kind,
        requires,
        fewer,
        checks,
        parallel,
        gateAfter,
        validation,
        approval,
        checkpoint,
        onFailure);
  }

  /** Whether the phase loads entities. */
  public boolean loads() {
    return kind == Kind.LOAD || kind == Kind.INTEGRATE;
  }

  /**
   * What the phase takes to its end one by one: its entities, or, when it loads none, itself under
   * its own name.
   */
  public List<String> steps() {
    return loads() ? entities : List.of(phase);
  }
}

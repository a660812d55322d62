package dev.crosswalk.workflows;

import dev.crosswalk.plan.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow must know of a plan; the rest stays in the ledger, under the digest.
 *
 * @param targetFingerprint of the database that the run owns; workers on others write nothing
 * @param searchAttributes whether the Temporal server has ours; an unregistered one hangs a run
 * @param selection what the run loads, in words, when that is not the whole plan
 * @param unattended whether nobody is there to decide
 * @param standing where a resumed run stands; null: it begins
 */
public record RunOutline(
    String run,
    String plan,
    String digest,
    String targetFingerprint,
    int parallelism,
    boolean searchAttributes,
    List<PhaseOutline> phases,
    @Nullable String selection,
    boolean unattended,
    @Nullable Standing standing) {

  /**
   * A phase and its entities in the order of the plan.
   *
   * @param requires whether checks must hold before the phase begins
   * @param checksOnly whether the phase only validates; its one entity stands for the phase
   * @param approval whether a person has to agree before the phase begins
   * @param checkpoint what is done so that the phase can be undone
   */
  public record PhaseOutline(
      String phase,
      String title,
      boolean parallel,
      Phase.GateAfter gateAfter,
      List<EntityOutline> entities,
      boolean requires,
      boolean checksOnly,
      boolean approval,
      List<Phase.Checkpoint> checkpoint,
      Phase.OnFailure onFailure) {}

  /** What the ledger knows of a run: the phases that have begun, and its entities. */
  public record Standing(List<String> begun, List<Reached> entities) {}

  /**
   * How far an entity has come.
   *
   * @param status as the ledger spells it
   * @param planned whether its chunks are planned, so that rows of it may be in the target
   * @param why what the ledger says about it
   */
  public record Reached(
      String entity, String status, boolean planned, Counts counts, @Nullable String why) {}

  /** An entity and those that must be loaded before it. */
  public record EntityOutline(String entity, List<String> hardParents) {}
}

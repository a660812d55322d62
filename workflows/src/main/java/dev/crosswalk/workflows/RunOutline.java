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
 */
public record RunOutline(
    String run,
    String plan,
    String digest,
    String targetFingerprint,
    int parallelism,
    boolean searchAttributes,
    List<PhaseOutline> phases,
    @Nullable String selection) {

  /**
   * A phase and its entities in the order of the plan.
   *
   * @param requires whether checks must hold before the phase begins
   * @param checksOnly whether the phase only validates; its one entity stands for the phase
   */
  public record PhaseOutline(
      String phase,
      String title,
      boolean parallel,
      Phase.GateAfter gateAfter,
      List<EntityOutline> entities,
      boolean requires,
      boolean checksOnly) {}

  /** An entity and those that must be loaded before it. */
  public record EntityOutline(String entity, List<String> hardParents) {}
}

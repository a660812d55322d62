package dev.crosswalk.workflows;

import dev.crosswalk.plan.Phase;
import java.util.List;

/**
 * What a workflow must know of a plan; the rest stays in the ledger, under the digest.
 *
 * @param targetFingerprint of the database that the run owns; workers on others write nothing
 * @param searchAttributes whether the Temporal server has ours; an unregistered one hangs a run
 */
public record RunOutline(
    String run,
    String plan,
    String digest,
    String targetFingerprint,
    int parallelism,
    boolean searchAttributes,
    List<PhaseOutline> phases) {

  /** A phase and its entities in the order of the plan. */
  public record PhaseOutline(
      String phase,
      String title,
      boolean parallel,
      Phase.GateAfter gateAfter,
      List<EntityOutline> entities) {}

  /** An entity and those that must be loaded before it. */
  public record EntityOutline(String entity, List<String> hardParents) {}
}

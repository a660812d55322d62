package dev.crosswalk.plan;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan with all that it names, complete in itself: it is stored in the ledger under its digest,
 * and workers load it from there.
 *
 * @param entities those of the phases as the plan wants them, and those that they need or refer to
 * @param checks the SQL of every business check that an entity or a phase names
 */
public record CompiledPlan(
    Plan plan, List<Entity> entities, List<Vocabulary> vocabularies, List<Expression> checks) {

  public Entity entity(String name) {
    for (Entity entity : entities) {
      if (entity.entity().equals(name)) {
        return entity;
      }
    }
    throw new Failure(ErrorCode.PLAN, "plan '" + plan.plan() + "' has no entity '" + name + "'");
  }

  public Phase phase(String name) {
    for (Phase phase : plan.phases()) {
      if (phase.phase().equals(name)) {
        return phase;
      }
    }
    throw new Failure(ErrorCode.PLAN, "plan '" + plan.plan() + "' has no phase '" + name + "'");
  }

  public Vocabulary vocabulary(String name) {
    for (Vocabulary vocabulary : vocabularies) {
      if (vocabulary.vocabulary().equals(name)) {
        return vocabulary;
      }
    }
    throw new Failure(
        ErrorCode.PLAN, "plan '" + plan.plan() + "' has no vocabulary '" + name + "'");
  }

  /** The entities that must come before this one, without itself. */
  public List<String> hardParents(String name) {
    List<String> parents = new ArrayList<>();
    for (Edge edge : DependencyGraph.edges(entity(name), entities)) {
      if (edge.hard() && !edge.parent().equals(name) && !parents.contains(edge.parent())) {
        parents.add(edge.parent());
      }
    }
    return parents;
  }
}

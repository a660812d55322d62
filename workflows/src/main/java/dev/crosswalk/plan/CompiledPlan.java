package dev.crosswalk.plan;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan with all that it names, complete in itself: it is stored in the ledger under its digest,
 * and workers load it from there.
 *
 * @param entities those of the phases, and those they refer to
 * @param checks the SQL of every business check that an entity names
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

  public Vocabulary vocabulary(String name) {
    for (Vocabulary vocabulary : vocabularies) {
      if (vocabulary.vocabulary().equals(name)) {
        return vocabulary;
      }
    }
    throw new Failure(
        ErrorCode.PLAN, "plan '" + plan.plan() + "' has no vocabulary '" + name + "'");
  }

  /** The entities that the entity's hard references and hard orders point to, without itself. */
  public List<String> hardParents(String name) {
    List<String> parents = new ArrayList<>();
    for (Edge edge : DependencyGraph.edges(entity(name))) {
      if (edge.hard() && !edge.parent().equals(name) && !parents.contains(edge.parent())) {
        parents.add(edge.parent());
      }
    }
    return parents;
  }
}

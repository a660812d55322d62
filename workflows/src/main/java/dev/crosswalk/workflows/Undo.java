package dev.crosswalk.workflows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rollback, or the rehearsal of one, that a living run was asked for. */
final class Undo {
  final RollbackRequest request;
  final List<EntityState> entities;

  /** Whether its child workflow is at work. */
  boolean flying;

  /** Whether a pause has stopped it until the run is resumed. */
  boolean held;

  /** What came of it, once it is over. */
  RollbackWorkflow.@Nullable Result result;

  Undo(RollbackRequest request, List<EntityState> entities) {
    this.request = request.of(entities);
    this.entities = entities;
  }

  boolean over() {
    return result != null;
  }

  /** Whether nothing of the entities is at work, so that the rollback may begin. */
  boolean ready() {
    return request.rehearse() || entities.stream().noneMatch(entity -> entity.busy);
  }

  /** Whether nothing of it moves, or begins to without a resume. */
  boolean still() {
    return held && !flying;
  }
}

package dev.crosswalk.workflows;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * The migration of one entity: plans its chunks, keeps some in flight, closes its books. A child of
 * {@link MigrationWorkflow}, which alone gives it orders.
 */
@WorkflowInterface
public interface EntityWorkflow {
  /** Returns the entity's accounts, or null when it was ordered to stop before its end. */
  @WorkflowMethod(name = "EntityWorkflow")
  @Nullable Counts run(EntityActivities.EntityTask task);

  @SignalMethod(name = "order", description = "Internal: rest, go on, stop, or how much at once.")
  void order(@Nullable Order order);

  /**
   * What the child is to do from now on.
   *
   * @param number grows with every order to this entity
   * @param rest whether nothing may move
   * @param stop whether the rest is for good
   * @param parallelism chunks in flight
   */
  record Order(long number, boolean rest, boolean stop, int parallelism) {}
}

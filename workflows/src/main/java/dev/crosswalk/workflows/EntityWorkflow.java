package dev.crosswalk.workflows;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The migration of one entity: plans its chunks, keeps some in flight, closes its books. A child of
 * {@link MigrationWorkflow}, which alone gives it orders.
 */
@WorkflowInterface
public interface EntityWorkflow {
  @WorkflowMethod(name = "EntityWorkflow")
  Counts run(EntityActivities.EntityTask task);

  @SignalMethod(name = "order", description = "Internal: rest, go on or stop.")
  void order(Order order);

  /**
   * What the child is to do from now on.
   *
   * @param number grows with every order
   * @param rest whether nothing may move
   * @param stop whether the rest is for good
   */
  record Order(long number, boolean rest, boolean stop) {}
}

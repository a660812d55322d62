package dev.crosswalk.workflows;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs the entities' child workflows and passes on to them what people want. */
final class Children {
  /** How often to look whether an older child has ended. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final RunState state;
  private final RunOutline outline;

  Children(RunState state, RunOutline outline) {
    this.state = state;
    this.outline = outline;
  }

  /** How a child ended: with accounts, with a problem, or with neither when it was stopped. */
  record End(@Nullable Counts counts, Failures.@Nullable Problem problem) {}

  /** Runs the entity's child to its end. */
  End run(EntityState entity) {
    Workflow.await(() -> !entity.beingTold); // or an order to the last child reaches the next one
    EntityWorkflow child = Workflow.newChildWorkflowStub(EntityWorkflow.class, options(entity));
    EntityActivities.EntityTask task =
        new EntityActivities.EntityTask(
            outline.run(),
            Workflow.getInfo().getOriginalExecutionRunId(),
            outline.targetFingerprint(),
            entity.phase.phase(),
            entity.name,
            state.parallelism(entity));
    // what a child does by itself
    entity.order(false, false, state.parallelism(entity));
    try {
      Promise<@Nullable Counts> result = Async.function(child::run, task);
      Workflow.getWorkflowExecution(child).get();
      entity.reachable = true;
      return new End(result.get(), null);
    } catch (ChildWorkflowFailure failure) {
      CancellationScope.throwCanceled();
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        waitForOlder(entity);
        return new End(null, null);
      }
      return new End(null, Failures.problem(failure));
    } finally {
      entity.reachable = false;
    }
  }

  /**
   * After a reset of this workflow its older child still runs under the same id. It is never
   * terminated: it takes orders as a new one would, and ends by itself.
   */
  private void waitForOlder(EntityState entity) {
    entity.told = null;
    entity.reachable = true;
    Workflow.sleep(LOOK);
    Workflow.await(() -> state.mustStop(entity) || !state.paused());
  }

  private ChildWorkflowOptions options(EntityState entity) {
    ChildWorkflowOptions.Builder options =
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(id(entity))
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setStaticSummary(entity.name + " (phase " + entity.phase.phase() + ")");
    if (outline.searchAttributes()) {
      options.setTypedSearchAttributes(
          SearchAttributes.of(outline.run(), entity.phase.phase(), entity.name));
    }
    return options.build();
  }

  private static String id(EntityState entity) {
    return Workflow.getInfo().getWorkflowId() + "/" + entity.phase.phase() + "/" + entity.name;
  }

  /** Passes every change of what is wanted on to the children, until the run ends. */
  void passOrdersOn() {
    while (true) {
      Workflow.await(() -> state.ended() || uninformed() != null);
      EntityState entity = uninformed();
      if (state.ended() || entity == null) {
        return;
      }
      EntityWorkflow.Order order = wanted(entity);
      entity.beingTold = true;
      try {
        Workflow.newExternalWorkflowStub(EntityWorkflow.class, id(entity)).order(order);
      } catch (TemporalFailure closed) {
        // The child has just ended: its result is on the way, and nothing of it moves.
        Workflow.getLogger(Children.class).info("{} had ended already", entity.name);
      } finally {
        entity.beingTold = false;
      }
    }
  }

  private EntityWorkflow.Order wanted(EntityState entity) {
    return entity.order(state.mustRest(entity), state.mustStop(entity), state.parallelism(entity));
  }

  /** An entity at work that was told something else than what is wanted now. */
  private @Nullable EntityState uninformed() {
    for (EntityState entity : state.entities()) {
      EntityWorkflow.Order told = entity.told;
      if (entity.reachable
          && (told == null
              || told.rest() != state.mustRest(entity)
              || told.stop() != state.mustStop(entity)
              || told.parallelism() != state.parallelism(entity))) {
        return entity;
      }
    }
    return null;
  }
}

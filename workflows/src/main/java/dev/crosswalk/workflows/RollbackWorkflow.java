package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what a run has written, entity after entity, children before their parents, and proves it.
 * A run that lives starts it as its child, asked by its command {@code rollback}; once the run is
 * over it stands alone and owns the target while it works. It asks first what is in the way of the
 * whole, and changes nothing while there is something. Cancelled or killed, it leaves entities that
 * are undone, at most one that is half undone, and the others; the same again goes on from there.
 */
@WorkflowInterface
public interface RollbackWorkflow {

  /**
   * Returns what was done. Standing alone it fails with the code of what was in the way or went
   * wrong, and with {@code run.busy} while a run, or a replay, owns the target.
   */
  @WorkflowMethod(name = "RollbackWorkflow")
  Result roll(@Nullable JsonNode input);

  /**
   * What a rollback did, or a rehearsal found.
   *
   * @param status {@code rehearsed}; {@code rolled_back}; {@code refused}: nothing was changed; or
   *     {@code unfinished}: the steps tell how far it came
   * @param code of the failure that ended it, or null
   * @param why what ended it, or null
   * @param waiting entities of a living run that are not loaded before these are loaded again
   */
  record Result(
      String run,
      String status,
      @Nullable String code,
      @Nullable String why,
      List<Step> steps,
      List<RollbackActivities.Blocker> blockers,
      List<String> waiting) {

    /** The same with the entities that wait for what was undone. */
    Result with(List<String> names) {
      return new Result(run, status, code, why, steps, blockers, names);
    }
  }

  /**
   * How far an entity came.
   *
   * @param status {@code standing}, {@code rolling_back} or {@code rolled_back}
   * @param rows that were removed or restored, of the last attempt, if one was lost; of what is
   *     standing, those that would be
   * @param checks that prove it
   */
  record Step(String phase, String entity, String table, String status, long rows, int checks) {}
}

package dev.crosswalk.workflows;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run asks of the databases apart from moving rows. Every method may be repeated. */
@ActivityInterface(namePrefix = "Run_")
public interface RunActivities {

  /**
   * Resolves and compiles the plan, stores it under its digest, records the fingerprints of both
   * databases and takes ownership of the target.
   */
  @ActivityMethod(name = "Preflight")
  RunOutline preflight(Start start);

  /** Writes a new status of a run, a phase or an entity into the ledger. */
  @ActivityMethod(name = "Record")
  void record(StatusChange change);

  /**
   * Runs the checks that a phase requires, for the first of its entities that would begin; fails
   * with {@code plan.requirement} when one does not hold.
   */
  @ActivityMethod(name = "Require")
  void require(GateTask task);

  /** Runs the checks of some entities and keeps their results. */
  @ActivityMethod(name = "Gate")
  GateResult gate(GateTask task);

  /** Gives the target free and returns the run's accounts. */
  @ActivityMethod(name = "Finish")
  RunSummary finish(StatusChange change);

  /** A request with the identity of the workflow that makes it. */
  record Start(RunRequest request, String run, String workflowId, String ownerRunId) {}

  /**
   * A status that was reached, and why.
   *
   * @param phase null: the run itself
   * @param entity null: the whole phase
   */
  record StatusChange(
      String run,
      String targetFingerprint,
      @Nullable String phase,
      @Nullable String entity,
      String status,
      @Nullable String code,
      @Nullable String reason) {}

  /** Which entities to check. */
  record GateTask(String run, String targetFingerprint, String phase, List<String> entities) {}

  /** The names of the checks that failed; empty means the gate is open. */
  record GateResult(int checks, List<String> failed) {}

  /** How a run ended. */
  record RunSummary(String run, String plan, String status, List<EntitySummary> entities) {}

  /** One entity's accounts. */
  record EntitySummary(String phase, String entity, String status, Counts counts) {}
}

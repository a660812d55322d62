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

  /**
   * Takes a run up whose workflow is gone, as its new owner: fences off whoever may still write for
   * the old one, and tells where everything stands. Fails when the run cannot go on, or not with
   * the plan as it is now.
   */
  @ActivityMethod(name = "Resume")
  RunOutline resume(Resume resume);

  /**
   * Gives the target free if a preflight, or a resume, has taken it for this owner and could not
   * say so any more.
   */
  @ActivityMethod(name = "Withdraw")
  void withdraw(Withdrawal withdrawal);

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

  /** Notes who ordered what, and why; the same event once. */
  @ActivityMethod(name = "Audit")
  void audit(Order order);

  /** Lets chunks that start from now on commit so many rows at once. */
  @ActivityMethod(name = "Tune")
  void tune(Tuning tuning);

  /** Gives the target free and returns the run's accounts. */
  @ActivityMethod(name = "Finish")
  RunSummary finish(StatusChange change);

  /** A request with the identity of the workflow that makes it. */
  record Start(RunRequest request, String run, String workflowId, String ownerRunId) {}

  /** A run to be taken up, with the identity of the workflow that wants to. */
  record Resume(ResumeRequest request, String workflowId, String ownerRunId) {}

  /** A run that did not begin. */
  record Withdrawal(String run, String ownerRunId, String reason) {}

  /**
   * A status that was reached, and why.
   *
   * @param ownerRunId who says so: nothing is written for somebody who does not own the run any
   *     more
   * @param phase null: the run itself
   * @param entity null: the whole phase
   */
  record StatusChange(
      String run,
      String ownerRunId,
      String targetFingerprint,
      @Nullable String phase,
      @Nullable String entity,
      String status,
      @Nullable String code,
      @Nullable String reason) {}

  /**
   * An order that a run has taken.
   *
   * @param event what tells it from others
   * @param actor as the order names its author; nobody proves it
   */
  record Order(
      String run,
      String targetFingerprint,
      String event,
      String actor,
      String action,
      String object,
      @Nullable String reason) {}

  /** Rows a transaction of the target. */
  record Tuning(String run, String targetFingerprint, int batchRows) {}

  /** Which entities to check. */
  record GateTask(String run, String targetFingerprint, String phase, List<String> entities) {}

  /** The names of the checks that failed; empty means the gate is open. */
  record GateResult(int checks, List<String> failed) {}

  /** How a run ended. */
  record RunSummary(String run, String plan, String status, List<EntitySummary> entities) {}

  /** One entity's accounts. */
  record EntitySummary(String phase, String entity, String status, Counts counts) {}
}

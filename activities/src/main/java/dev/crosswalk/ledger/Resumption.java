package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanDifference;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.workflows.RunOutline;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A run whose workflow is gone: another one takes it over, or nobody does and it ends. That it is
 * gone only Temporal can tell. Who takes it over does so under the same workflow id, of which
 * Temporal lets only one run; who ends it asks Temporal about {@link Standing#workflowId} between
 * {@link #standing} and {@link #abandon}. The caller commits. For one thread.
 */
public final class Resumption {
  /** More would make the failure too long to read, and to keep in a history. */
  private static final int MOST_TOLD = 20;

  /** What has ended so may go on all the same. */
  private static final List<String> RESUMABLE = List.of("failed", "aborted", "rolled_back");

  private static final Field<OffsetDateTime> NOW =
      DSL.field("clock_timestamp()", OffsetDateTime.class);

  private final DSLContext sql;
  private final RunLedger ledger;
  private final String run;

  public Resumption(Connection target, String run) {
    this.sql = on(target);
    this.ledger = new RunLedger(target, run);
    this.run = run;
  }

  /**
   * How a run stands in the ledger.
   *
   * @param ended whether it has given the target free
   * @param selection what it loads, in words; null: the whole plan
   */
  public record Standing(
      String status,
      boolean ended,
      String workflowId,
      String ownerRunId,
      String digest,
      String sourceFingerprint,
      String targetFingerprint,
      @Nullable String selection) {}

  /**
   * Who wants to go on with it.
   *
   * @param seen how it stood when the caller looked: if it has another owner now, nothing is taken
   * @param accept whether it may go on with another plan than it began with
   */
  public record Claim(
      Standing seen,
      String workflowId,
      String ownerRunId,
      String sourceFingerprint,
      String targetFingerprint,
      boolean accept) {}

  /** How the run stands; fails when the ledger has none of this id. */
  public Standing standing() {
    Record row = sql.select(DSL.asterisk()).from(RUN).where(RUN_ID.eq(run)).fetchOne();
    if (row == null) {
      throw new Failure(
          ErrorCode.INPUT, "the ledger knows no run '" + run + "' to resume; see: crosswalk runs");
    }
    return new Standing(
        row.get(STATUS),
        row.get(ENDED_AT) != null,
        row.get(WORKFLOW_ID),
        row.get(OWNER_RUN_ID),
        row.get(DIGEST),
        row.get(SOURCE_FINGERPRINT),
        row.get(TARGET_FINGERPRINT),
        row.get(SELECTION));
  }

  /**
   * Makes the workflow the run's owner, and an accepted plan the run's. The same call again changes
   * nothing: the answer to the first may have been lost.
   *
   * @return entities that an older writer may still be writing: raise their epochs before the
   *     commit
   * @throws Failure {@link ErrorCode#RUN_EXISTS} when the run has reached its end, {@link
   *     ErrorCode#WRONG_DATABASE} on other databases, {@link ErrorCode#RUN_BUSY} when somebody else
   *     has it or the target, {@link ErrorCode#PLAN_CHANGED} with all differences
   */
  public List<String> take(CompiledPlan plan, Claim claim) {
    Standing now = lock();
    boolean mine = now.ownerRunId().equals(claim.ownerRunId());
    if (mine && now.ended()) {
      throw over(now); // a reset workflow asks again
    }
    if (!mine) {
      requireResumable(now, claim);
    }
    if (!now.digest().equals(Library.digest(Library.store(plan)))) {
      adopt(now, plan, claim.accept());
    }
    own(claim);
    return open();
  }

  /**
   * Ends the run without a workflow: what was written stays, and the target is free.
   *
   * @param seen how it stood when the caller looked: if it has another owner now, it goes on
   * @return entities that an older writer may still be writing: raise their epochs before the
   *     commit
   */
  public List<String> abandon(Standing seen, String reason) {
    Standing now = lock();
    if (now.ended()) {
      throw new Failure(
          ErrorCode.INPUT, "run '" + run + "' is over: " + now.status().replace('_', ' '));
    }
    requireSeen(now, seen);
    ledger.end(seen.ownerRunId(), "aborted", reason);
    sql.update(ENTITY)
        .set(STATUS, "failed")
        .set(REASON, "the run was aborted: " + reason)
        .set(CHANGED_AT, NOW)
        .where(RUN_ID.eq(run).and(STATUS.eq("migrating")))
        .execute();
    sql.update(PHASE)
        .set(STATUS, "failed")
        .set(CHANGED_AT, NOW)
        .where(RUN_ID.eq(run).and(STATUS.eq("in_progress")))
        .execute();
    return open();
  }

  private Standing lock() {
    sql.select(RUN_ID).from(RUN).where(RUN_ID.eq(run)).forUpdate().fetch();
    return standing();
  }

  /**
   * Lets the plan be the run's from now on, once nothing stands any more that another one loaded.
   * Until then the ledger holds the plan that explains what was written.
   */
  private void adopt(Standing now, CompiledPlan plan, boolean accept) {
    PlanDifference difference =
        PlanDifference.between(Library.load(ledger.plan(now.digest())), plan);
    List<String> restart = new ArrayList<>(begun());
    restart.retainAll(difference.phases());
    if (!accept && !difference.lines().isEmpty()) {
      throw new Failure(ErrorCode.PLAN_CHANGED, refusal(difference) + accepting(now, restart));
    }
    if (!restart.isEmpty()) {
      throw new Failure(
          ErrorCode.PLAN_CHANGED,
          "run '" + run + "' began with another plan" + accepting(now, restart));
    }
    String body = Library.store(plan);
    ledger.storePlan(Library.digest(body), plan.plan().plan(), body);
    ledger.outline(plan);
    leaveOut(plan);
    sql.update(RUN).set(DIGEST, Library.digest(body)).where(RUN_ID.eq(run)).execute();
  }

  /** Phases of which something may be in the target, the last one first. */
  private List<String> begun() {
    return sql.select(PHASE_NAME)
        .from(PHASE)
        .where(RUN_ID.eq(run).and(STATUS.notIn("pending", "rolled_back")))
        .orderBy(NO.desc())
        .fetch(PHASE_NAME);
  }

  /** What the new plan has no more. */
  private void leaveOut(CompiledPlan plan) {
    List<String> steps = new ArrayList<>();
    List<String> phases = new ArrayList<>();
    for (Phase phase : plan.plan().phases()) {
      phases.add(phase.phase());
      steps.addAll(phase.steps());
    }
    sql.update(ENTITY)
        .set(STATUS, "skipped")
        .set(REASON, "the plan has it no more")
        .where(RUN_ID.eq(run).and(STATUS.eq("pending")).and(ENTITY_NAME.notIn(steps)))
        .execute();
    sql.update(PHASE)
        .set(STATUS, "skipped")
        .where(RUN_ID.eq(run).and(STATUS.eq("pending")).and(PHASE_NAME.notIn(phases)))
        .execute();
  }

  /** What has to be done before the run goes on with the plan as it is now. */
  private String accepting(Standing now, List<String> restart) {
    String resume = "crosswalk start --resume " + run + " --accept";
    if (restart.isEmpty()) {
      return "\nNothing that was loaded depends on it. To go on with the plan as it is now: "
          + resume;
    }
    StringBuilder text =
        new StringBuilder("\nTo go on with the plan as it is now, roll back what depends on it:");
    if (!now.ended()) {
      text.append("\n  crosswalk abort ").append(run);
    }
    restart.forEach(
        phase ->
            text.append("\n  crosswalk rollback ")
                .append(run)
                .append(" --phase ")
                .append(phase)
                .append(" --yes"));
    return text.append("\n  ").append(resume).toString();
  }

  private void requireResumable(Standing now, Claim claim) {
    if (now.ended() && !RESUMABLE.contains(now.status())) {
      throw over(now);
    }
    if (!now.sourceFingerprint().equals(claim.sourceFingerprint())
        || !now.targetFingerprint().equals(claim.targetFingerprint())) {
      throw new Failure(
          ErrorCode.WRONG_DATABASE,
          "run '" + run + "' began with other databases. " + ErrorCode.WRONG_DATABASE.suggestion());
    }
    if (!now.workflowId().equals(claim.workflowId())) {
      throw new Failure(
          ErrorCode.INPUT,
          "run '"
              + run
              + "' is that of workflow '"
              + now.workflowId()
              + "', and goes on under that id only: Temporal sees to it that no two run under one."
              + " Use: crosswalk start --resume "
              + run);
    }
    requireSeen(now, claim.seen());
    String replay =
        sql.select(REPLAY_WORKFLOW_ID).from(RUN).where(RUN_ID.eq(run)).fetchOne(REPLAY_WORKFLOW_ID);
    if (replay != null) {
      throw RunLedger.replayed(run, replay);
    }
  }

  private Failure over(Standing now) {
    return new Failure(
        ErrorCode.RUN_EXISTS,
        "run '"
            + run
            + "' has reached its end: "
            + now.status().replace('_', ' ')
            + "; there is nothing to resume");
  }

  private void requireSeen(Standing now, Standing seen) {
    if (!now.ownerRunId().equals(seen.ownerRunId())) {
      throw new Failure(
          ErrorCode.RUN_BUSY,
          "run '"
              + run
              + "' was taken over by workflow '"
              + now.workflowId()
              + "' at this moment; see: crosswalk status "
              + run);
    }
  }

  private String refusal(PlanDifference difference) {
    List<String> lines = difference.lines();
    StringBuilder text =
        new StringBuilder("run '" + run + "' began with another plan than there is now:");
    lines.stream().limit(MOST_TOLD).forEach(line -> text.append("\n  ").append(line));
    if (lines.size() > MOST_TOLD) {
      text.append("\n  and ").append(lines.size() - MOST_TOLD).append(" more");
    }
    return text.append("\nBring the files back as they were, then resume.").toString();
  }

  private void own(Claim claim) {
    try {
      sql.update(RUN)
          .set(WORKFLOW_ID, claim.workflowId())
          .set(OWNER_RUN_ID, claim.ownerRunId())
          .set(STATUS, "preparing")
          .set(REASON, (String) null)
          .set(ENDED_AT, (OffsetDateTime) null)
          .set(CHANGED_AT, NOW)
          .where(RUN_ID.eq(run))
          .execute();
    } catch (IntegrityConstraintViolationException taken) {
      throw new Failure(
          ErrorCode.RUN_BUSY,
          "run '" + run + "' has ended, and the target belongs to another one; see: crosswalk runs",
          taken);
    }
  }

  /** How far the run has come: the phases that have begun, and its entities with their accounts. */
  public RunOutline.Standing reached(Connection target) {
    List<RunOutline.Reached> entities = new ArrayList<>();
    sql.select(ENTITY_NAME, STATUS, PLANNED, REASON)
        .from(ENTITY)
        .where(RUN_ID.eq(run))
        .orderBy(NO)
        .forEach(
            row ->
                entities.add(
                    new RunOutline.Reached(
                        row.get(ENTITY_NAME),
                        row.get(STATUS),
                        row.get(PLANNED),
                        new EntityLedger(target, run, row.get(ENTITY_NAME)).counts(),
                        row.get(REASON))));
    List<String> begun =
        sql.select(PHASE_NAME)
            .from(PHASE)
            .where(RUN_ID.eq(run).and(STATUS.ne("pending")))
            .orderBy(NO)
            .fetch(PHASE_NAME);
    return new RunOutline.Standing(begun, entities);
  }

  private List<String> open() {
    return sql.selectDistinct(ENTITY_NAME)
        .from(CHUNK)
        .where(RUN_ID.eq(run).and(DONE.isFalse()))
        .orderBy(ENTITY_NAME)
        .fetch(ENTITY_NAME);
  }
}

package dev.crosswalk.ledger;

import static dev.crosswalk.ledger.Tables.*;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Source;
import dev.crosswalk.workflows.RunActivities;
import dev.crosswalk.workflows.RunRequest;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One run's side of the ledger. The caller commits. For one thread. */
public final class RunLedger {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Why a phase that embeds is skipped. */
  public static final String NO_EMBEDDINGS = "not available: nothing makes embeddings yet";

  private final DSLContext sql;
  private final String run;

  public RunLedger(Connection target, String run) {
    this.sql = on(target);
    this.run = run;
  }

  /**
   * What activities need to know of a run.
   *
   * @param batchRows what was asked for; null: as the plan says
   * @param chunkRows what was asked for; null: as the plan says
   * @param selection what the run loads, in words, when that is not the whole plan
   */
  public record Settings(
      String digest,
      @Nullable Integer batchRows,
      @Nullable Integer chunkRows,
      String sourceFingerprint,
      String targetFingerprint,
      String workflowId,
      String ownerRunId,
      @Nullable String selection) {}

  public void storePlan(String digest, String name, String body) {
    sql.insertInto(PLAN)
        .set(DIGEST, digest)
        .set(NAME, name)
        .set(BODY, body)
        .onConflict(DIGEST)
        .doNothing()
        .execute();
  }

  /** The stored text of a plan. */
  public String plan(String digest) {
    String body = sql.select(BODY).from(PLAN).where(DIGEST.eq(digest)).fetchOne(BODY);
    if (body == null) {
      throw new Failure(ErrorCode.INTERNAL, "the ledger holds no plan with digest " + digest);
    }
    return body;
  }

  /**
   * Takes the target for this run and writes its phases and entities as pending. A second call by
   * the same workflow changes nothing; anybody else is refused with the holder's id.
   */
  public void take(CompiledPlan plan, Settings settings) {
    int taken =
        sql.insertInto(RUN)
            .set(RUN_ID, run)
            .set(PLAN_NAME, plan.plan().plan())
            .set(DIGEST, settings.digest())
            .set(WORKFLOW_ID, settings.workflowId())
            .set(OWNER_RUN_ID, settings.ownerRunId())
            .set(SOURCE_FINGERPRINT, settings.sourceFingerprint())
            .set(TARGET_FINGERPRINT, settings.targetFingerprint())
            .set(BATCH_ROWS, settings.batchRows())
            .set(CHUNK_ROWS, settings.chunkRows())
            .set(SELECTION, settings.selection())
            .set(STATUS, "preparing")
            .onConflictDoNothing()
            .execute();
    if (taken == 0) {
      requireOwn(settings);
      return;
    }
    outline(plan);
  }

  /**
   * Writes the phases and entities of a plan as pending; those that are there keep their status.
   */
  void outline(CompiledPlan plan) {
    int phaseNo = 0;
    int entityNo = 0;
    for (Phase phase : plan.plan().phases()) {
      sql.insertInto(PHASE)
          .set(RUN_ID, run)
          .set(PHASE_NAME, phase.phase())
          .set(NO, ++phaseNo)
          .set(TITLE, phase.title())
          .onConflict(RUN_ID, PHASE_NAME)
          .doUpdate()
          .set(NO, phaseNo)
          .set(TITLE, phase.title())
          .execute();
      for (String name : phase.steps()) {
        Entity entity = phase.loads() ? plan.entity(name) : null;
        boolean skipped = phase.kind() == Phase.Kind.EMBED;
        sql.insertInto(ENTITY)
            .set(RUN_ID, run)
            .set(ENTITY_NAME, name)
            .set(PHASE_NAME, phase.phase())
            .set(NO, ++entityNo)
            .set(SOURCE_TABLE, entity == null ? null : tables(entity))
            .set(TARGET_TABLE, entity == null ? null : entity.target().table())
            .set(EXPECTED, entity == null ? null : entity.expected(plan.plan().plan()))
            .set(PLANNED, entity == null) // no rows: its books are in balance
            .set(STATUS, skipped ? "skipped" : "pending")
            .set(REASON, skipped ? NO_EMBEDDINGS : null)
            .onConflict(RUN_ID, ENTITY_NAME)
            .doUpdate()
            .set(PHASE_NAME, phase.phase())
            .set(NO, entityNo)
            .set(SOURCE_TABLE, entity == null ? null : tables(entity))
            .set(TARGET_TABLE, entity == null ? null : entity.target().table())
            .set(EXPECTED, entity == null ? null : entity.expected(plan.plan().plan()))
            .execute();
      }
    }
  }

  private static String tables(Entity entity) {
    return String.join(", ", entity.sources().stream().map(Source::table).toList());
  }

  /** Keeps what the run was started with. */
  public void keep(RunRequest request) {
    try {
      sql.update(RUN)
          .set(REQUEST, JSONB.valueOf(JSON.writeValueAsString(request)))
          .where(RUN_ID.eq(run))
          .execute();
    } catch (JsonProcessingException impossible) {
      throw new Failure(ErrorCode.INTERNAL, "a request cannot be written as JSON", impossible);
    }
  }

  /** What the run was started with; fails when that cannot be told any more. */
  public RunRequest request() {
    JSONB kept = sql.select(REQUEST).from(RUN).where(RUN_ID.eq(run)).fetchOne(REQUEST);
    try {
      if (kept != null) {
        return JSON.readValue(kept.data(), RunRequest.class);
      }
    } catch (JsonProcessingException unreadable) {
      throw new Failure(
          ErrorCode.INPUT,
          "what run '" + run + "' was started with cannot be read by this version",
          unreadable);
    }
    throw new Failure(
        ErrorCode.INTERNAL, "the ledger does not know what run '" + run + "' was started with");
  }

  private void requireOwn(Settings settings) {
    Record holder =
        sql.select(RUN_ID, WORKFLOW_ID, OWNER_RUN_ID, STARTED_AT, REPLAY_WORKFLOW_ID)
            .from(RUN)
            .where(ENDED_AT.isNull().or(REPLAY_WORKFLOW_ID.isNotNull()))
            .fetchOne();
    if (holder == null) {
      throw new Failure(
          ErrorCode.RUN_EXISTS,
          "run '"
              + run
              + "' has been there before and is over; choose another run id, or, if it was aborted"
              + " or has failed, go on with it: crosswalk start --resume "
              + run);
    }
    if (holder.get(REPLAY_WORKFLOW_ID) != null) {
      throw replayed(holder.get(RUN_ID), holder.get(REPLAY_WORKFLOW_ID));
    }
    if (!holder.get(RUN_ID).equals(run)
        || !holder.get(OWNER_RUN_ID).equals(settings.ownerRunId())) {
      throw busy(holder);
    }
  }

  private static Failure busy(Record holder) {
    return new Failure(
        ErrorCode.RUN_BUSY,
        "the target belongs to run '"
            + holder.get(RUN_ID)
            + "' (workflow '"
            + holder.get(WORKFLOW_ID)
            + "', since "
            + holder.get(STARTED_AT)
            + "), which has not ended; wait for it, or end it with: temporal workflow update"
            + " execute -w "
            + holder.get(WORKFLOW_ID)
            + " --name abort --input '{}'. If that workflow is gone, crosswalk status "
            + holder.get(RUN_ID)
            + " says so, and what to do");
  }

  static Failure replayed(String run, String workflowId) {
    return new Failure(
        ErrorCode.RUN_BUSY,
        "the target belongs to a replay or rollback of run '"
            + run
            + "' (workflow '"
            + workflowId
            + "'); wait for it, or end it with: temporal workflow cancel -w "
            + workflowId
            + ". If that workflow is gone, another one under its id takes over");
  }

  /**
   * Takes the target for a replay or rollback of this run, which must have ended. A second call by
   * the same workflow, or by one that was started under its id after it, takes it, too; anybody
   * else is refused with the holder's id.
   */
  public void takeForReplay(String workflowId, String ownerRunId) {
    Record holder =
        sql.select(RUN_ID, WORKFLOW_ID, STARTED_AT, REPLAY_WORKFLOW_ID)
            .from(RUN)
            .where(ENDED_AT.isNull().or(REPLAY_WORKFLOW_ID.isNotNull()))
            .forUpdate()
            .fetchOne();
    if (holder != null) {
      String replay = holder.get(REPLAY_WORKFLOW_ID);
      if (replay == null) {
        throw busy(holder);
      }
      if (!replay.equals(workflowId) || !holder.get(RUN_ID).equals(run)) {
        throw replayed(holder.get(RUN_ID), replay);
      }
    }
    try {
      sql.update(RUN)
          .set(REPLAY_WORKFLOW_ID, workflowId)
          .set(REPLAY_RUN_ID, ownerRunId)
          .where(RUN_ID.eq(run))
          .execute();
    } catch (IntegrityConstraintViolationException taken) {
      throw new Failure(
          ErrorCode.RUN_BUSY,
          "the target was taken by somebody else at this moment; see: crosswalk runs",
          taken);
    }
  }

  /** Gives the target free that a replay or rollback holds, if this one does. */
  public void releaseFromReplay(String workflowId, String ownerRunId) {
    sql.update(RUN)
        .set(REPLAY_WORKFLOW_ID, (String) null)
        .set(REPLAY_RUN_ID, (String) null)
        .where(
            RUN_ID.eq(run).and(REPLAY_WORKFLOW_ID.eq(workflowId)).and(REPLAY_RUN_ID.eq(ownerRunId)))
        .execute();
  }

  /** Whether the run has not ended, and is that of this workflow. */
  public boolean isOwnedBy(@Nullable String workflowId) {
    return workflowId != null
        && sql.fetchExists(
            RUN, RUN_ID.eq(run).and(WORKFLOW_ID.eq(workflowId)).and(ENDED_AT.isNull()));
  }

  /** Notes who ordered what; an event that is there already is not noted again. */
  public void audit(RunActivities.Order order) {
    sql.execute(
        """
        insert into crosswalk.audit (actor, action, object, run, reason, event)
        values (?, ?, ?, ?, ?, ?) on conflict (event) do nothing
        """,
        order.actor(),
        order.action(),
        order.object(),
        run,
        order.reason(),
        order.event());
  }

  /** Lets chunks that start from now on commit so many rows at once. */
  public void batchRows(int rows) {
    sql.update(RUN).set(BATCH_ROWS, rows).where(RUN_ID.eq(run)).execute();
  }

  /** Whether the run is completed, and with rejects or without, after rows of it have moved. */
  public String settle() {
    sql.update(RUN)
        .set(STATUS, bad() == 0 ? "completed" : "completed_with_rejects")
        .set(CHANGED_AT, DSL.field("clock_timestamp()", OffsetDateTime.class))
        .where(
            RUN_ID
                .eq(run)
                .and(ENDED_AT.isNotNull())
                .and(STATUS.in("completed", "completed_with_rejects")))
        .execute();
    return String.valueOf(sql.select(STATUS).from(RUN).where(RUN_ID.eq(run)).fetchOne(STATUS));
  }

  private long bad() {
    Open open = open();
    return open.rejected() + open.deferred();
  }

  public Settings settings() {
    Record row = sql.select(DSL.asterisk()).from(RUN).where(RUN_ID.eq(run)).fetchOne();
    if (row == null) {
      throw new Failure(ErrorCode.INTERNAL, "the ledger holds no run '" + run + "'");
    }
    return new Settings(
        row.get(DIGEST),
        row.get(BATCH_ROWS),
        row.get(CHUNK_ROWS),
        row.get(SOURCE_FINGERPRINT),
        row.get(TARGET_FINGERPRINT),
        row.get(WORKFLOW_ID),
        row.get(OWNER_RUN_ID),
        row.get(SELECTION));
  }

  /** Whether a run that is over has loaded the entity to its end. */
  public boolean hasLoaded(String entity) {
    return sql.fetchExists(
        ENTITY,
        ENTITY_NAME
            .eq(entity)
            .and(STATUS.in("completed", "validated"))
            .and(RUN_ID.in(sql.select(RUN_ID).from(RUN).where(ENDED_AT.isNotNull()))));
  }

  public boolean known() {
    return sql.fetchExists(sql.selectOne().from(RUN).where(RUN_ID.eq(run)));
  }

  /** Rows of a run that wait for repair. */
  public record Open(long rejected, long deferred) {}

  /** What the run's accounts call rejected or deferred. */
  public Open open() {
    return sql.select(
            DSL.coalesce(DSL.sum(REJECTED), 0L).cast(Long.class),
            DSL.coalesce(DSL.sum(DEFERRED), 0L).cast(Long.class))
        .from(ACCOUNTING)
        .where(RUN_ID.eq(run))
        .fetchSingle(row -> new Open(row.value1(), row.value2()));
  }

  /** The name of the run's plan. */
  public String planName() {
    return String.valueOf(
        sql.select(PLAN_NAME).from(RUN).where(RUN_ID.eq(run)).fetchOne(PLAN_NAME));
  }

  /**
   * Fails with {@link ErrorCode#STALE} unless the run has not ended and is this owner's: whoever
   * has lost it, to a resume or to an abort without him, may begin nothing more.
   */
  public void requireOwner(String ownerRunId) {
    if (!sql.fetchExists(RUN, RUN_ID.eq(run).and(ENDED_AT.isNull()).and(owns(ownerRunId)))) {
      throw lost();
    }
  }

  private static Condition owns(String ownerRunId) {
    return OWNER_RUN_ID.eq(ownerRunId);
  }

  private Failure lost() {
    return new Failure(
        ErrorCode.STALE,
        "run '" + run + "' has ended, or another workflow has taken it over; nothing was written");
  }

  /** Writes a status that the workflow has reached; fails when the run is not its any more. */
  public void status(RunActivities.StatusChange change) {
    requireOwner(change.ownerRunId());
    Field<OffsetDateTime> now = DSL.field("clock_timestamp()", OffsetDateTime.class);
    if (change.phase() == null) {
      sql.update(RUN)
          .set(STATUS, change.status())
          .set(REASON, change.reason())
          .set(CHANGED_AT, now)
          .where(RUN_ID.eq(run).and(ENDED_AT.isNull()).and(owns(change.ownerRunId())))
          .execute();
    } else if (change.entity() == null) {
      sql.update(PHASE)
          .set(STATUS, change.status())
          .set(STARTED_AT, DSL.coalesce(STARTED_AT, now))
          .set(CHANGED_AT, now)
          .where(RUN_ID.eq(run).and(PHASE_NAME.eq(change.phase())))
          .execute();
    } else {
      sql.update(ENTITY)
          .set(STATUS, change.status())
          .set(CODE, change.code())
          .set(REASON, change.reason())
          .set(CHANGED_AT, now)
          .where(RUN_ID.eq(run).and(ENTITY_NAME.eq(change.entity())))
          .execute();
    }
  }

  /**
   * Gives the target free. What is completed with open rejects is called so. The same call again
   * tells the same; fails when the run is another owner's.
   */
  public String end(String ownerRunId, String status, @Nullable String reason) {
    String reached = status;
    if (status.equals("completed")) {
      reached = bad() == 0 ? status : "completed_with_rejects";
    }
    Field<OffsetDateTime> now = DSL.field("clock_timestamp()", OffsetDateTime.class);
    int ended =
        sql.update(RUN)
            .set(STATUS, reached)
            .set(REASON, reason)
            .set(CHANGED_AT, now)
            .set(ENDED_AT, now)
            .where(RUN_ID.eq(run).and(ENDED_AT.isNull()).and(owns(ownerRunId)))
            .execute();
    if (ended == 1) {
      return reached;
    }
    String before =
        sql.select(STATUS).from(RUN).where(RUN_ID.eq(run).and(owns(ownerRunId))).fetchOne(STATUS);
    if (before == null) {
      throw lost();
    }
    return before;
  }

  /** Ends the run if this owner has taken it and has not ended it. */
  public void withdraw(String ownerRunId, String reason) {
    if (sql.fetchExists(RUN, RUN_ID.eq(run).and(ENDED_AT.isNull()).and(owns(ownerRunId)))) {
      end(ownerRunId, "aborted", reason);
    }
  }

  /**
   * What the run takes to its end one by one.
   *
   * @param loaded whether all is there that is to be checked, whatever a gate said of it
   * @param checksOnly whether it is a phase that only validates
   */
  public record Step(
      String phase, String entity, String status, boolean loaded, boolean checksOnly) {}

  /** Entities, and phases that only validate, in the order of the plan. */
  public List<Step> steps() {
    return sql.select(PHASE_NAME, ENTITY_NAME, STATUS, TARGET_TABLE, ENDED_AT)
        .from(ENTITY)
        .where(RUN_ID.eq(run))
        .orderBy(NO)
        .fetch(
            row -> {
              String status = row.get(STATUS);
              boolean checksOnly = row.get(TARGET_TABLE) == null;
              boolean reached = List.of("completed", "validated", "failed").contains(status);
              return new Step(
                  row.get(PHASE_NAME),
                  row.get(ENTITY_NAME),
                  status,
                  reached && (checksOnly || row.get(ENDED_AT) != null),
                  checksOnly);
            });
  }

  /** The accounts of every entity, in the order of the plan. */
  public List<RunActivities.EntitySummary> entities(Connection target) {
    List<RunActivities.EntitySummary> summaries = new ArrayList<>();
    sql.select(PHASE_NAME, ENTITY_NAME, STATUS)
        .from(ENTITY)
        .where(RUN_ID.eq(run))
        .orderBy(NO)
        .forEach(
            row ->
                summaries.add(
                    new RunActivities.EntitySummary(
                        row.get(PHASE_NAME),
                        row.get(ENTITY_NAME),
                        row.get(STATUS),
                        new EntityLedger(target, run, row.get(ENTITY_NAME)).counts())));
    return summaries;
  }
}

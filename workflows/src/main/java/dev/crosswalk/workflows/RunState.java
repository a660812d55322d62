package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of itself between two events: the phases' entities, and what people asked for.
 * Touched by the workflow's own threads only, of which one runs at a time.
 */
final class RunState {
  /** The life of an entity inside a run. */
  enum Status {
    PENDING,
    MIGRATING,
    COMPLETED,
    VALIDATED,
    FAILED,
    SKIPPED,
    BLOCKED;

    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** One entity, and the decisions taken about it. */
  static final class EntityState {
    final String phase;
    final String entity;
    final List<String> hardParents;
    Status status = Status.PENDING;
    Counts counts = Counts.NONE;
    @Nullable String why;
    @Nullable String code;
    boolean retry;
    boolean skip;
    String skipReason = "";

    /** Whether a child workflow or a gate of this entity is at work. */
    boolean busy;

    /** Whether the child exists, so that it can be signalled. */
    boolean childStarted;

    /** The last order that was sent to the child, and the last it has come to rest for. */
    long sentOrder;

    long restOrder;

    EntityState(String phase, RunOutline.EntityOutline outline) {
      this.phase = phase;
      this.entity = outline.entity();
      this.hardParents = outline.hardParents();
    }

    boolean loaded() {
      return status == Status.VALIDATED || status == Status.COMPLETED;
    }

    boolean settled() {
      return status == Status.VALIDATED || status == Status.SKIPPED || status == Status.BLOCKED;
    }
  }

  private final List<EntityState> entities = new ArrayList<>();
  private String run = "";
  private String plan = "";
  private String end = "";
  private boolean ready;
  private boolean paused;
  private String pauseReason = "";
  private boolean aborted;
  private String abortReason = "";
  private long order = 1;

  void begin(RunOutline outline) {
    run = outline.run();
    plan = outline.plan();
    for (RunOutline.PhaseOutline phase : outline.phases()) {
      for (RunOutline.EntityOutline entity : phase.entities()) {
        entities.add(new EntityState(phase.phase(), entity));
      }
    }
    ready = true;
  }

  void end(String status) {
    end = status;
  }

  boolean ready() {
    return ready;
  }

  boolean ended() {
    return !end.isEmpty();
  }

  boolean paused() {
    return paused;
  }

  boolean aborted() {
    return aborted;
  }

  String abortReason() {
    return abortReason;
  }

  /** Grows with every pause, resume, skip or abort, so that late answers can be told apart. */
  long order() {
    return order;
  }

  void pause(String reason) {
    paused = true;
    pauseReason = reason;
    order++;
  }

  void resume() {
    paused = false;
    order++;
  }

  void abort(String reason) {
    aborted = true;
    abortReason = reason;
    order++;
  }

  void skip(EntityState entity, String reason) {
    entity.skip = true;
    entity.skipReason = reason;
    order++;
  }

  List<EntityState> entities() {
    return entities;
  }

  List<EntityState> phase(String phase) {
    List<EntityState> found = new ArrayList<>();
    for (EntityState entity : entities) {
      if (entity.phase.equals(phase)) {
        found.add(entity);
      }
    }
    return found;
  }

  @Nullable EntityState entity(String name) {
    for (EntityState entity : entities) {
      if (entity.entity.equals(name)) {
        return entity;
      }
    }
    return null;
  }

  /** Whether a child has to stop, for good or until resumed. */
  boolean mustRest(EntityState entity) {
    return paused || aborted || entity.skip;
  }

  /** Whether nothing moves: every entity at work has come to rest for the newest order. */
  boolean atStandstill() {
    for (EntityState entity : entities) {
      if (entity.busy && entity.restOrder != order) {
        return false;
      }
    }
    return true;
  }

  /** The hard parent that keeps an entity from ever being loaded in this run, if there is one. */
  @Nullable String blocker(EntityState entity) {
    for (String parent : entity.hardParents) {
      EntityState state = entity(parent);
      if (state != null && (state.status == Status.SKIPPED || state.status == Status.BLOCKED)) {
        return parent;
      }
    }
    return null;
  }

  boolean parentsLoaded(EntityState entity) {
    for (String parent : entity.hardParents) {
      EntityState state = entity(parent);
      if (state != null && !state.loaded()) {
        return false;
      }
    }
    return true;
  }

  /** The run's status as the ledger spells it. */
  String status() {
    if (ended()) {
      return end;
    }
    if (!ready) {
      return "preparing";
    }
    if (paused) {
      return atStandstill() ? "paused" : "pausing";
    }
    return parked() == null ? "executing" : "awaiting_decision";
  }

  private @Nullable EntityState parked() {
    for (EntityState entity : entities) {
      if (entity.status == Status.FAILED && !entity.retry && !entity.skip) {
        return entity;
      }
    }
    return null;
  }

  RunStatus view() {
    List<RunStatus.EntityStatus> views = new ArrayList<>();
    for (EntityState entity : entities) {
      views.add(
          new RunStatus.EntityStatus(
              entity.phase, entity.entity, entity.status.key(), entity.why, entity.counts));
    }
    return new RunStatus(run, plan, status(), waiting(), next(), views);
  }

  private @Nullable String waiting() {
    if (ended()) {
      return null;
    }
    if (paused) {
      return "paused by a person: " + pauseReason;
    }
    EntityState parked = parked();
    return parked == null ? null : parked.entity + " failed: " + parked.why;
  }

  private @Nullable String next() {
    if (ended()) {
      return null;
    }
    if (paused) {
      return update("resume", "{}");
    }
    EntityState parked = parked();
    if (parked == null) {
      return null;
    }
    String hint = parked.code == null ? "" : ErrorCode.of(parked.code).suggestion() + " Then: ";
    return hint + update("retry", "{\"entity\":\"" + parked.entity + "\"}");
  }

  private static String update(String name, String input) {
    return "temporal workflow update execute -w "
        + io.temporal.workflow.Workflow.getInfo().getWorkflowId()
        + " --name "
        + name
        + " --input '"
        + input
        + "'";
  }

  /** The table that the Web UI shows as current details. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("**").append(status()).append("** · plan ").append(plan).append("\n\n");
    if (waiting() != null) {
      text.append(waiting()).append("\n\nNext: `").append(next()).append("`\n\n");
    }
    text.append("| phase | entity | status | read | inserted | existing | rejected | deferred |\n");
    text.append("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (EntityState entity : entities) {
      Counts counts = entity.counts;
      text.append("| ").append(entity.phase);
      text.append(" | ").append(entity.entity);
      text.append(" | ").append(entity.status.key());
      text.append(" | ").append(counts.read());
      text.append(" | ").append(counts.inserted());
      text.append(" | ").append(counts.existingSame() + counts.existingDifferent());
      text.append(" | ").append(counts.rejected());
      text.append(" | ").append(counts.deferred()).append(" |\n");
    }
    return text.append("\nLive numbers: view `crosswalk.progress` of the target.\n").toString();
  }
}

package dev.crosswalk.workflows;

import dev.crosswalk.workflows.EntityState.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of itself between two events: its entities, what people asked for, and what may
 * happen next. Touched by the workflow's own threads only, of which one runs at a time.
 */
final class RunState {
  private final List<EntityState> entities = new ArrayList<>();
  private final List<String> metPhases = new ArrayList<>();
  private String run = "";
  private String plan = "";
  private @Nullable String selection;
  private String end = "";
  private String openPhase = "";
  private boolean ready;
  private boolean paused;
  private String pauseReason = "";
  private boolean aborted;
  private String abortReason = "";
  private boolean closing;

  void begin(RunOutline outline) {
    run = outline.run();
    plan = outline.plan();
    selection = outline.selection();
    for (RunOutline.PhaseOutline phase : outline.phases()) {
      for (RunOutline.EntityOutline entity : phase.entities()) {
        entities.add(new EntityState(phase, entity));
      }
    }
    ready = true;
  }

  /** Lets the entities of this phase begin; with an empty name, none. */
  void openPhase(String phase) {
    openPhase = phase;
  }

  String openPhase() {
    return openPhase;
  }

  /** From now on the run only closes its books, and takes no orders any more. */
  void close() {
    closing = true;
  }

  void end(String status) {
    closing = true;
    end = status;
  }

  void pause(String reason) {
    paused = true;
    pauseReason = reason;
  }

  void resume() {
    paused = false;
  }

  void abort(String reason) {
    aborted = true;
    abortReason = reason;
  }

  String run() {
    return run;
  }

  String plan() {
    return plan;
  }

  /** What the run loads, in words, when that is not the whole plan. */
  @Nullable String selection() {
    return selection;
  }

  boolean ready() {
    return ready;
  }

  boolean closing() {
    return closing;
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

  List<EntityState> entities() {
    return entities;
  }

  List<EntityState> phase(String phase) {
    return entities.stream().filter(entity -> entity.phase.phase().equals(phase)).toList();
  }

  @Nullable EntityState entity(String name) {
    for (EntityState entity : entities) {
      if (entity.name.equals(name)) {
        return entity;
      }
    }
    return null;
  }

  /** Whether nothing moves. */
  boolean atStandstill() {
    return ready && entities.stream().allMatch(EntityState::still);
  }

  /** Whether no child and no gate is left. */
  boolean idle() {
    return entities.stream().noneMatch(entity -> entity.busy);
  }

  /** Whether a child or a gate has to end for good. */
  boolean mustStop(EntityState entity) {
    return aborted || entity.skip;
  }

  /** Whether a child or a gate has to stop, for good or until resumed. */
  boolean mustRest(EntityState entity) {
    return paused || mustStop(entity);
  }

  /** Whether nothing more is to be done for the entity, though it did not get to its end. */
  boolean givenUp(EntityState entity) {
    return mustStop(entity) || blocker(entity) != null;
  }

  /** The hard parent that keeps an entity from ever being loaded in this run, if there is one. */
  @Nullable String blocker(EntityState entity) {
    if (entity.status != Status.PENDING && entity.status != Status.BLOCKED) {
      return null;
    }
    for (String name : entity.hardParents) {
      EntityState parent = entity(name);
      if (parent != null && (parent.status == Status.SKIPPED || parent.status == Status.BLOCKED)) {
        return name;
      }
    }
    return null;
  }

  /** Whether there are entities that cannot be loaded any more, but do not say so yet. */
  boolean blocking() {
    return entities.stream()
        .anyMatch(entity -> entity.status == Status.PENDING && blocker(entity) != null);
  }

  /** Whether it is the entity's turn to be loaded: its parents are there, and so is its place. */
  boolean mayLoad(EntityState entity) {
    return !paused
        && entity.phase.phase().equals(openPhase)
        && entity.hardParents.stream().allMatch(parent -> isThere(parent))
        && (isMet(entity.phase) || mayAsk(entity))
        && (entity.phase.parallel()
            || siblings(entity).stream().noneMatch(other -> other.busy || awaitsGate(other)));
  }

  /** Whether all that the phase requires has been found to hold. */
  boolean isMet(RunOutline.PhaseOutline phase) {
    return !phase.requires() || metPhases.contains(phase.phase());
  }

  void meet(RunOutline.PhaseOutline phase) {
    metPhases.add(phase.phase());
  }

  /** One entity asks for all of its phase, so that one decision lets all of them go on. */
  private boolean mayAsk(EntityState entity) {
    return siblings(entity).stream().noneMatch(other -> other.asking && !other.settled());
  }

  /** Whether it is the turn of the entity's gate. */
  boolean mayBeChecked(EntityState entity) {
    List<EntityState> siblings = siblings(entity);
    return !paused
        && (entity.gatedAlone()
            || siblings.stream().allMatch(other -> other.loaded || other.settled()))
        && (entity.phase.parallel() || siblings.stream().noneMatch(other -> other.busy));
  }

  /** Loaded and, where gates follow each entity, found right. What no phase loads is there. */
  private boolean isThere(String name) {
    EntityState parent = entity(name);
    return parent == null
        || parent.status == Status.VALIDATED
        || (parent.status == Status.COMPLETED && !parent.gatedAlone());
  }

  private static boolean awaitsGate(EntityState entity) {
    return entity.status == Status.COMPLETED && entity.gatedAlone();
  }

  private List<EntityState> siblings(EntityState entity) {
    List<EntityState> siblings = new ArrayList<>(phase(entity.phase.phase()));
    siblings.remove(entity);
    return siblings;
  }

  /** The status of a phase of which all entities are over, as the ledger spells it. */
  String phaseStatus(String phase) {
    List<EntityState> members = phase(phase);
    if (!members.stream().allMatch(EntityState::settled)) {
      return "failed";
    }
    if (members.stream().anyMatch(entity -> entity.status == Status.VALIDATED)) {
      return "completed";
    }
    return members.stream().anyMatch(entity -> entity.status == Status.BLOCKED)
        ? "blocked"
        : "skipped";
  }

  /** The run's status as the ledger spells it. */
  String status() {
    if (ended()) {
      return end;
    }
    if (!ready) {
      return "preparing";
    }
    if (paused && !aborted) {
      return atStandstill() ? "paused" : "pausing";
    }
    return parked() == null ? "executing" : "awaiting_decision";
  }

  /** Why the run waits, or null when it does not. */
  @Nullable String waiting() {
    if (ended()) {
      return null;
    }
    if (aborted) {
      return "being aborted: " + abortReason;
    }
    if (paused) {
      return "paused by a person: " + pauseReason;
    }
    EntityState parked = parked();
    return parked == null ? null : parked.name + " failed: " + parked.why;
  }

  /** The first entity that a person has to decide about, or null. */
  @Nullable EntityState parked() {
    for (EntityState entity : entities) {
      if (entity.status == Status.FAILED && !entity.retry && !mustStop(entity)) {
        return entity;
      }
    }
    return null;
  }
}

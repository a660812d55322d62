package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.workflows.EntityState.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of itself between two events: its entities, what people asked for, and what may
 * happen next. Touched by the workflow's own threads only, of which one runs at a time.
 */
final class RunState {
  private final List<EntityState> entities = new ArrayList<>();
  private final List<RunOutline.PhaseOutline> phases = new ArrayList<>();
  private final List<String> metPhases = new ArrayList<>();
  private final List<String> bookedPhases = new ArrayList<>();
  private final List<String> approvedPhases = new ArrayList<>();
  private final Deque<Command> commands = new ArrayDeque<>();
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
  private boolean unattended;
  private int parallelism;
  private @Nullable Integer batchRows;
  private String awaited = "";
  private @Nullable Undo undo;
  private @Nullable Hold hold;
  private boolean atCheckpoint;
  private @Nullable String documents;

  void begin(RunOutline outline) {
    run = outline.run();
    plan = outline.plan();
    selection = outline.selection();
    parallelism = outline.parallelism();
    unattended = outline.unattended();
    phases.addAll(outline.phases());
    for (RunOutline.PhaseOutline phase : outline.phases()) {
      for (RunOutline.EntityOutline entity : phase.entities()) {
        entities.add(new EntityState(phase, entity));
      }
    }
    if (outline.standing() != null) {
      goOn(outline.standing());
    }
    ready = true;
  }

  /** What has begun once needs nobody's approval any more, and what is done stays done. */
  private void goOn(RunOutline.Standing standing) {
    approvedPhases.addAll(standing.begun());
    for (RunOutline.Reached reached : standing.entities()) {
      EntityState entity = entity(reached.entity());
      if (entity != null) {
        entity.goOn(reached);
      }
    }
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
    if (undo != null) {
      undo.held = true;
    }
  }

  void resume() {
    paused = false;
    if (undo != null) {
      undo.held = false;
    }
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

  /** Whether nothing begins any more. */
  boolean over() {
    return closing || aborted;
  }

  /** Keeps an order for the audit trail. */
  void note(Command command) {
    commands.add(command);
  }

  /** The orders that are not in the audit trail yet, the oldest first. */
  Deque<Command> commands() {
    return commands;
  }

  /** Chunks of the entity that may be in flight. */
  int parallelism(EntityState entity) {
    return entity.parallelism == null ? parallelism : entity.parallelism;
  }

  int parallelism() {
    return parallelism;
  }

  /** Sets how many chunks of each entity may be in flight, whatever was said of one before. */
  void parallelism(int chunks) {
    parallelism = chunks;
    entities.forEach(entity -> entity.parallelism = null);
  }

  /** Rows a transaction that were asked for, until the ledger knows; null when it does. */
  @Nullable Integer batchRows() {
    return batchRows;
  }

  void batchRows(@Nullable Integer rows) {
    batchRows = rows;
  }

  /** The rollback that was asked for and is not over, or null. */
  @Nullable Undo undo() {
    return undo;
  }

  /** Asks for a rollback: its entities come to rest first. */
  void undo(Undo asked) {
    undo = asked;
    if (!asked.request.rehearse()) {
      asked.entities.forEach(entity -> entity.undo = true);
    }
  }

  void undoIsOver() {
    undo = null;
  }

  /** The first phase that is not over, or over and not in the books; null when there is none. */
  RunOutline.@Nullable PhaseOutline due() {
    for (RunOutline.PhaseOutline phase : phases) {
      if (!bookedPhases.contains(phase.phase())) {
        return phase;
      }
    }
    return null;
  }

  boolean isDue(RunOutline.PhaseOutline phase) {
    return phase.equals(due());
  }

  void book(RunOutline.PhaseOutline phase) {
    bookedPhases.add(phase.phase());
  }

  /** What stood in the books as over is not over any more. */
  void unbook(RunOutline.PhaseOutline phase) {
    if (!isOver(phase)) {
      bookedPhases.remove(phase.phase());
    }
  }

  boolean isOver(RunOutline.PhaseOutline phase) {
    return phase(phase.phase()).stream().allMatch(EntityState::settled);
  }

  /** Waits for a person to approve this phase; with an empty name, for none. */
  void await(String phase) {
    awaited = phase;
  }

  String awaited() {
    return awaited;
  }

  /** Lets a phase wait for a decision; null: none. */
  void hold(@Nullable Hold held) {
    hold = held;
  }

  /** The phase that waits for a decision, or null. */
  @Nullable Hold hold() {
    return hold;
  }

  /** Whether a backup or a rehearsal is at work. */
  void atCheckpoint(boolean at) {
    atCheckpoint = at;
  }

  boolean atCheckpoint() {
    return atCheckpoint;
  }

  /** Where the run's documents are, if they are written. */
  void documents(@Nullable String place) {
    documents = place;
  }

  @Nullable String documents() {
    return documents;
  }

  boolean isApproved(RunOutline.PhaseOutline phase) {
    return !phase.approval() || approvedPhases.contains(phase.phase());
  }

  void approve(String phase) {
    approvedPhases.add(phase);
    awaited = "";
  }

  /** Entities that are not loaded before these are loaded again. */
  List<String> waitingFor(List<EntityState> parents) {
    List<String> names = new ArrayList<>();
    for (EntityState entity : entities) {
      boolean waits =
          parents.stream()
              .anyMatch(
                  parent ->
                      parent.status == Status.ROLLED_BACK
                          && entity.hardParents.contains(parent.name));
      if (waits && !parents.contains(entity) && entity.status == Status.PENDING) {
        names.add(entity.name);
      }
    }
    return names;
  }

  /** Entities outside of these that may have written rows and need one of them, as a sentence. */
  List<String> standingOn(List<EntityState> parents) {
    List<String> sentences = new ArrayList<>();
    for (EntityState entity : entities) {
      for (EntityState parent : parents) {
        if (entity.written
            && !parents.contains(entity)
            && entity.hardParents.contains(parent.name)) {
          sentences.add(
              "'"
                  + entity.name
                  + "' (phase "
                  + entity.phase.phase()
                  + ") needs '"
                  + parent.name
                  + "'");
        }
      }
    }
    return sentences;
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

  /** The entity of this name; refuses another one for people to read. */
  EntityState known(String name) {
    EntityState entity = entity(name);
    if (entity == null) {
      List<String> names = new ArrayList<>();
      entities.forEach(known -> names.add(known.name));
      throw Failures.input(
          ErrorCode.INPUT, "no entity '" + name + "'; known: " + String.join(", ", names));
    }
    return entity;
  }

  /** The entities of this phase; refuses another one for people to read. */
  List<EntityState> knownPhase(String name) {
    List<EntityState> members = phase(name);
    if (members.isEmpty()) {
      List<String> names = phases.stream().map(RunOutline.PhaseOutline::phase).toList();
      throw Failures.input(
          ErrorCode.INPUT, "no phase '" + name + "'; known: " + String.join(", ", names));
    }
    return members;
  }

  /** Whether nothing moves. */
  boolean atStandstill() {
    return ready
        && !atCheckpoint
        && entities.stream().allMatch(EntityState::still)
        && (undo == null || undo.still());
  }

  /** Whether no child, no gate and no checkpoint is left. */
  boolean idle() {
    return entities.stream().noneMatch(entity -> entity.busy) && undo == null && !atCheckpoint;
  }

  /** Whether a child or a gate has to end for good. */
  boolean mustStop(EntityState entity) {
    return aborted || entity.skip || entity.undo;
  }

  /** Whether a child or a gate has to stop, for good or until resumed. */
  boolean mustRest(EntityState entity) {
    return paused || mustStop(entity);
  }

  /** Whether nothing more is to be done for the entity, though it did not get to its end. */
  boolean givenUp(EntityState entity) {
    return aborted || entity.skip || blocker(entity) != null;
  }

  /** The hard parent that has to be loaded again before the entity, or null. */
  @Nullable String waitsFor(EntityState entity) {
    for (String name : entity.hardParents) {
      EntityState parent = entity(name);
      if (entity.status == Status.PENDING
          && parent != null
          && (parent.status == Status.ROLLED_BACK || parent.status == Status.ROLLING_BACK)) {
        return name;
      }
    }
    return null;
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
        && (entity.status == Status.PENDING || entity.status == Status.MIGRATING)
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
        && entity.status == Status.COMPLETED
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
    boolean waits = parked() != null || hold != null || !awaited.isEmpty();
    return waits ? "awaiting_decision" : "executing";
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
    if (!awaited.isEmpty()) {
      return "phase " + awaited + " begins when a person approves it";
    }
    if (hold != null) {
      return hold.problem.sentence();
    }
    EntityState parked = parked();
    if (parked == null) {
      return null;
    }
    return switch (parked.status) {
      case ROLLED_BACK -> parked.name + " was " + parked.why;
      case ROLLING_BACK -> parked.name + " is half rolled back: " + parked.why;
      default -> parked.name + " failed: " + parked.why;
    };
  }

  /** The first entity that a person has to decide about, or null. */
  @Nullable EntityState parked() {
    for (EntityState entity : entities) {
      boolean stuck = entity.status == Status.ROLLING_BACK && !mustStop(entity);
      if ((entity.retriable() && !entity.failing && !aborted) || stuck) {
        return entity;
      }
    }
    return null;
  }

  /** Whether only a person could let the run go on, and nobody is there. */
  boolean isStuck() {
    return unattended
        && !over()
        && !paused
        && idle()
        && (parked() != null || hold != null || !awaited.isEmpty())
        && entities.stream().noneMatch(this::mayGoOn);
  }

  private boolean mayGoOn(EntityState entity) {
    return !entity.settled()
        && (entity.failing
            || entity.retry
            || givenUp(entity)
            || (entity.loaded ? mayBeChecked(entity) : mayLoad(entity)));
  }
}

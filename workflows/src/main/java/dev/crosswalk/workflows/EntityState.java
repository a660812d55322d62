package dev.crosswalk.workflows;

import dev.crosswalk.plan.Phase.GateAfter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run knows of one of its entities, and the decisions taken about it. */
final class EntityState {
  /** The life of an entity inside a run. */
  enum Status {
    PENDING,
    MIGRATING,
    COMPLETED,
    VALIDATED,
    FAILED,
    SKIPPED,
    BLOCKED,
    ROLLING_BACK,
    ROLLED_BACK;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  final RunOutline.PhaseOutline phase;
  final String name;
  final List<String> hardParents;
  Status status = Status.PENDING;
  Counts counts = Counts.NONE;
  @Nullable String why;
  @Nullable String code;
  boolean retry;
  boolean skip;
  String skipReason = "";

  /** Where it goes on after it has failed. */
  Status again = Status.PENDING;

  /** What it was when its rollback began: that it is again when the rollback is refused. */
  Status before = Status.PENDING;

  /** Whether it is to be undone, or is being undone. */
  boolean undo;

  /** Whether its failure is still to be reacted to. */
  boolean failing;

  /** Whether rows of it may be in the target. */
  boolean written;

  /** Chunks in flight, when somebody has said so of this entity. */
  @Nullable Integer parallelism;

  /** Whether it is the one that asks for what its phase requires. */
  boolean asking;

  /** Whether its rows are in the target; only the gate is left. */
  boolean loaded;

  /** Whether a child workflow or a gate of this entity is at work. */
  boolean busy;

  /** Whether the child exists, so that it can be told something. */
  boolean reachable;

  /** The last order that the child got, null when nobody knows; and the last it rests for. */
  EntityWorkflow.@Nullable Order told;

  /** Whether an order to the child is on its way. */
  boolean beingTold;

  private long orders;
  private long restsFor;

  EntityState(RunOutline.PhaseOutline phase, RunOutline.EntityOutline outline) {
    this.phase = phase;
    this.name = outline.entity();
    this.hardParents = outline.hardParents();
  }

  /** Takes up what the ledger knows: whatever has not come to its end is tried again. */
  void goOn(RunOutline.Reached reached) {
    written = reached.planned();
    counts = reached.counts();
    switch (reached.status()) {
      case "validated", "completed" -> {
        status = reached.status().equals("validated") ? Status.VALIDATED : Status.COMPLETED;
        loaded = true;
      }
      case "skipped", "blocked" -> {
        status = reached.status().equals("skipped") ? Status.SKIPPED : Status.BLOCKED;
        why = reached.why();
      }
      case "rolling_back" -> {
        status = Status.ROLLING_BACK;
        why = "its rollback was interrupted";
      }
      case "rolled_back" -> {
        undone("rolled back before the run was resumed");
        retry = true;
      }
      default -> status = Status.PENDING;
    }
  }

  /** A new order to the child. Numbers never repeat, so that late answers can be told apart. */
  EntityWorkflow.Order order(boolean rest, boolean stop, int chunks) {
    EntityWorkflow.Order order = new EntityWorkflow.Order(++orders, rest, stop, chunks);
    told = order;
    return order;
  }

  void restsFor(long number) {
    restsFor = number;
  }

  /** Whether nothing of the entity moves, or can begin to without a new order. */
  boolean still() {
    return !busy || (told != null && told.rest() && told.number() == restsFor);
  }

  /** Whether nothing will ever happen to it again in this run. */
  boolean settled() {
    return status == Status.VALIDATED || status == Status.SKIPPED || status == Status.BLOCKED;
  }

  /** Whether it waits until somebody says that it is to be loaded again. */
  boolean retriable() {
    return (status == Status.FAILED || status == Status.ROLLED_BACK) && !retry && !skip && !undo;
  }

  /** Nothing of it is in the target any more. */
  void undone(String reason) {
    status = Status.ROLLED_BACK;
    counts = Counts.NONE;
    loaded = false;
    written = false;
    retry = false;
    asking = false;
    code = null;
    why = reason;
  }

  boolean gatedAlone() {
    return phase.gateAfter() == GateAfter.ENTITY;
  }
}

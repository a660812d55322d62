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
    BLOCKED;

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

  /** A new order to the child. Numbers never repeat, so that late answers can be told apart. */
  EntityWorkflow.Order order(boolean rest, boolean stop) {
    EntityWorkflow.Order order = new EntityWorkflow.Order(++orders, rest, stop);
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

  /** Whether rows of it may be in the target. */
  boolean mayHaveWritten() {
    return status != Status.PENDING && !asking && !phase.checksOnly();
  }

  boolean gatedAlone() {
    return phase.gateAfter() == GateAfter.ENTITY;
  }
}

package dev.crosswalk.undo;

import dev.crosswalk.copy.Heartbeat;
import dev.crosswalk.copy.Takeover;
import dev.crosswalk.copy.Workplace;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.ChunkLedger;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.UndoLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Undoes what a run wrote, entity by entity: removes the rows it inserted, restores those it
 * updated, clears references it filled, and proves it. {@link #rehearse} asks what is in the way of
 * a whole phase or run; then each entity, in the order of the steps, is {@link #open opened},
 * {@link #undo undone} and {@link #close closed}. Each call may be repeated, on any worker; whoever
 * opened the entity last has the right to write. The caller owns the target. Thread-safe.
 */
public final class Rollback {
  /** Rows that one transaction undoes at least, if there are so many: short, and few commits. */
  private static final long ROWS = 25_000;

  private final Workplace workplace;
  private final long rowsAtOnce;

  public Rollback(Workplace workplace) {
    this(workplace, ROWS);
  }

  /** For tests that want many transactions of few rows. */
  Rollback(Workplace workplace, long rowsAtOnce) {
    this.workplace = workplace;
    this.rowsAtOnce = rowsAtOnce;
  }

  /**
   * What is to be undone.
   *
   * @param targetFingerprint of the run, as its workflow knows it
   * @param discardEdits whether rows that others have written since go or are restored as well
   */
  public record Scope(
      String run, String targetFingerprint, List<String> entities, boolean discardEdits) {
    public Scope {
      entities = List.copyOf(entities);
    }
  }

  /** One entity that is to be undone; the epoch is that which {@link #open} gave. */
  public record Task(
      String run, String targetFingerprint, String entity, boolean discardEdits, long epoch) {}

  /** The steps in their order, and all that stands against them; nothing, if it would work. */
  public record Rehearsal(List<Step> steps, List<Blocker> blockers) {}

  /** What {@link #undo} did: batches of this call, and rows of the target that they cost. */
  public record Undone(long batches, long rows) {}

  /**
   * Tells in which order the entities would be undone and what is in the way, and changes nothing:
   * it asks everything that the execution depends on, in one snapshot, rather than to remove the
   * rows and take that back, which would write as much as the rollback itself and lock the rows.
   */
  public Rehearsal rehearse(Scope scope, Heartbeat heartbeat) {
    return workplace.onTarget(
        "rehearsal of the rollback of run '" + scope.run() + "'",
        heartbeat,
        target -> {
          workplace.requireTarget(target, scope.targetFingerprint());
          target.rollback();
          execute(target, "set transaction isolation level repeatable read");
          List<Step> steps = UndoOrder.of(target, scope.run(), scope.entities());
          List<Blocker> blockers = Blockers.ask(target, scope.run(), steps, scope.discardEdits());
          target.rollback();
          return new Rehearsal(steps, blockers);
        });
  }

  /**
   * Fences older writers and rollbacks off, refuses when something is in the way, and else begins.
   * Until then nothing has changed but the epoch. Fails with the code of the first {@link Blocker}.
   *
   * @return the epoch that {@link #undo} and {@link #close} hold
   */
  public long open(Scope scope, String entity, Heartbeat heartbeat) {
    return workplace.onTarget(
        where(entity),
        heartbeat,
        target -> {
          workplace.requireTarget(target, scope.targetFingerprint());
          Step step = UndoOrder.one(target, scope.run(), entity);
          UndoLedger books = new UndoLedger(target, scope.run(), entity);
          books.fence();
          target.commit();
          EntityLedger ledger = new EntityLedger(target, scope.run(), entity);
          long epoch = Takeover.of(target, ledger::raiseEpoch, ledger::terminateWriters);
          requireStanding(ledger, entity);
          target.commit();
          List<Blocker> blockers =
              Blockers.ask(target, scope.run(), List.of(step), scope.discardEdits());
          if (!blockers.isEmpty()) {
            target.rollback();
            throw refusal(entity, blockers);
          }
          target.commit();
          fence(target, scope.run(), entity).hold(epoch);
          books.begin();
          target.commit();
          workplace.reached(FaultPoint.UNDO_OPENED);
          return epoch;
        });
  }

  /** Nothing but an attempt that comes late opens what is rolled back. */
  private static void requireStanding(EntityLedger ledger, String entity) {
    if (ledger.status().equals("rolled_back")) {
      throw new Failure(
          ErrorCode.STALE, "entity '" + entity + "' was rolled back by another attempt");
    }
  }

  private static Failure refusal(String entity, List<Blocker> blockers) {
    return new Failure(
        blockers.get(0).code(),
        "entity '"
            + entity
            + "' cannot be rolled back, nothing was changed: "
            + blockers.stream().map(Blocker::message).collect(Collectors.joining("; ")));
  }

  /**
   * Undoes batch after batch what stands; several small ones share a transaction. A call that was
   * stopped at any point is repeated with the same task and goes on. Fails with {@code fence.stale}
   * when the entity was opened by somebody else since.
   */
  public Undone undo(Task task, Heartbeat heartbeat) {
    return workplace.onTarget(
        where(task.entity()),
        heartbeat,
        target -> {
          Workplace.Run run = workplace.run(target, task.run(), task.targetFingerprint());
          boolean overwrites = !run.plan().entity(task.entity()).updates();
          Step step = UndoOrder.one(target, task.run(), task.entity());
          ChunkLedger fence = enter(target, task);
          Undoing undoing = new Undoing(target, task.run(), step, task.discardEdits(), overwrites);
          target.commit();
          UndoLedger books = new UndoLedger(target, task.run(), task.entity());
          List<UndoLedger.Batch> standing = books.standing();
          target.commit();
          long rows = 0;
          int at = 0;
          while (at < standing.size()) {
            heartbeat.check();
            fence.hold(task.epoch());
            execute(target, "set constraints all immediate");
            undoing.begin();
            long most = rows + rowsAtOnce;
            do {
              rows += undoing.undo(standing.get(at++));
            } while (at < standing.size() && rows < most);
            undoing.verify();
            workplace.reached(FaultPoint.UNDO_BOOKED);
            target.commit();
            workplace.reached(FaultPoint.UNDO_COMMITTED);
            heartbeat.details(new Progress(at, standing.size(), rows));
          }
          execute(target, "drop table if exists pg_temp.crosswalk_image");
          target.commit();
          return new Undone(standing.size(), rows);
        });
  }

  /** How far it is, for heartbeats. */
  public record Progress(long batches, long of, long rows) {}

  /**
   * Removes placeholders, proves that everything is undone, and closes the books: the entity is
   * {@code rolled_back}, and its accounts are zero and in balance. Keeps the results of the proof;
   * fails when one does not hold, and then the entity stays {@code rolling_back}.
   */
  public List<CheckResult> close(Task task, Heartbeat heartbeat) {
    return workplace.onTarget(
        where(task.entity()),
        heartbeat,
        target -> {
          workplace.requireTarget(target, task.targetFingerprint());
          Step step = UndoOrder.one(target, task.run(), task.entity());
          ChunkLedger fence = enter(target, task);
          Undoing undoing = new Undoing(target, task.run(), step, task.discardEdits(), false);
          target.commit();
          fence.hold(task.epoch());
          execute(target, "set constraints all immediate");
          undoing.begin();
          undoing.removePlaceholders();
          undoing.verify();
          UndoLedger books = new UndoLedger(target, task.run(), task.entity());
          List<CheckResult> results = new Proof(target, task.run(), step, books).check();
          new EntityLedger(target, task.run(), task.entity()).checks(step.phase(), results);
          boolean proven = results.stream().noneMatch(result -> result.status().shuts());
          if (proven) {
            books.finish();
          }
          execute(target, "drop table if exists pg_temp.crosswalk_image");
          workplace.reached(FaultPoint.UNDO_PROVEN);
          target.commit();
          if (!proven) {
            throw new Failure(
                ErrorCode.UNPROVEN,
                where(task.entity()) + ": a check failed. " + ErrorCode.UNPROVEN.suggestion());
          }
          return results;
        });
  }

  /** Lets the same run load entities again that are rolled back; tells which ones those are. */
  public List<String> reset(Scope scope, Heartbeat heartbeat) {
    return workplace.onTarget(
        "reset of run '" + scope.run() + "'",
        heartbeat,
        target -> {
          workplace.requireTarget(target, scope.targetFingerprint());
          List<String> reset =
              scope.entities().stream()
                  .filter(entity -> new UndoLedger(target, scope.run(), entity).reset())
                  .toList();
          target.commit();
          return reset;
        });
  }

  /** The attempt that takes its place among the writers; an older one is ended if it must be. */
  private static ChunkLedger enter(Connection target, Task task) throws SQLException {
    ChunkLedger fence = fence(target, task.run(), task.entity());
    Takeover.of(target, () -> fence.enter(task.epoch()), fence::terminateWriter);
    target.commit();
    return fence;
  }

  private static ChunkLedger fence(Connection target, String run, String entity) {
    return new ChunkLedger(target, run, entity, ChunkLedger.CLOSING);
  }

  private static void execute(Connection target, String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String where(String entity) {
    return "rollback of entity '" + entity + "'";
  }
}

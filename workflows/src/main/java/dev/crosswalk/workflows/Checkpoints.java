package dev.crosswalk.workflows;

import dev.crosswalk.plan.Phase.Checkpoint;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a phase waits for before it begins, and what follows when it is over: a person's approval,
 * backups, the rehearsal of its rollback. What does not succeed waits for a person.
 */
final class Checkpoints {
  private final RunState state;
  private final RunOutline outline;
  private final BooleanSupplier trouble;

  /** How often each phase was about to begin with nothing of it in the target. */
  private final SortedMap<String, Integer> rounds = new TreeMap<>();

  /**
   * Prepares them.
   *
   * @param trouble whether the run ends in any case
   */
  Checkpoints(RunState state, RunOutline outline, BooleanSupplier trouble) {
    this.state = state;
    this.outline = outline;
    this.trouble = trouble;
  }

  /** Everything that comes before a phase begins; true when it may begin now. */
  boolean before(RunOutline.PhaseOutline phase) {
    BooleanSupplier outdated = () -> ends() || state.isOver(phase) || !state.isDue(phase);
    if (!state.isApproved(phase) && !state.isOver(phase)) {
      state.await(phase.phase());
      Workflow.await(() -> outdated.getAsBoolean() || state.isApproved(phase));
      state.await("");
    }
    boolean written = state.phase(phase.phase()).stream().anyMatch(entity -> entity.written);
    if (!written && !outdated.getAsBoolean()) {
      rounds.merge(phase.phase(), 1, Integer::sum);
      for (Checkpoint kind : List.of(Checkpoint.BACKUP, Checkpoint.BACKUP_FULL)) {
        if (phase.checkpoint().contains(kind)) {
          insist(phase, outdated, () -> backup(phase, kind, outdated));
        }
      }
    }
    return state.isDue(phase) && state.isApproved(phase) && !ends();
  }

  /** What follows when a phase is over, before that stands in the books. */
  void after(RunOutline.PhaseOutline phase) {
    BooleanSupplier outdated = () -> ends() || !state.isOver(phase);
    if (phase.checkpoint().contains(Checkpoint.REHEARSE_ROLLBACK)) {
      insist(phase, outdated, () -> rehearse(phase, outdated));
    }
  }

  private boolean ends() {
    return trouble.getAsBoolean() || state.aborted();
  }

  /** A step; null means that it succeeded or was stopped, which {@code outdated} tells apart. */
  private interface Step {
    Failures.@Nullable Problem run();
  }

  /** Takes the step until it succeeds, is not wanted any more, or a person goes on without. */
  private void insist(RunOutline.PhaseOutline phase, BooleanSupplier outdated, Step step) {
    while (!outdated.getAsBoolean()) {
      Failures.Problem problem = step.run();
      if (problem == null) {
        return;
      }
      Hold hold = new Hold(phase, problem);
      state.hold(hold);
      Workflow.await(() -> outdated.getAsBoolean() || hold.decided);
      state.hold(null);
      if (hold.approved) {
        return;
      }
    }
  }

  private Failures.@Nullable Problem backup(
      RunOutline.PhaseOutline phase, Checkpoint kind, BooleanSupplier outdated) {
    String what = kind.word() + " before phase " + phase.phase();
    CheckpointActivities.BackupTask task =
        new CheckpointActivities.BackupTask(
            outline.run(),
            outline.targetFingerprint(),
            phase.phase(),
            rounds.getOrDefault(phase.phase(), 1),
            kind == Checkpoint.BACKUP_FULL);
    Outcome<CheckpointActivities.Taken> outcome =
        fly(outdated, () -> Async.function(activities(what)::backup, task));
    return outcome.problem() == null ? null : outcome.problem().before(what + " failed: ");
  }

  private Failures.@Nullable Problem rehearse(
      RunOutline.PhaseOutline phase, BooleanSupplier outdated) {
    List<String> written =
        state.phase(phase.phase()).stream()
            .filter(entity -> entity.written)
            .map(entity -> entity.name)
            .toList();
    String what = "rehearsal of the rollback of phase " + phase.phase();
    RollbackActivities rollbacks =
        Workflow.newActivityStub(RollbackActivities.class, Retries.database(what));
    RollbackActivities.Scope scope =
        new RollbackActivities.Scope(outline.run(), outline.targetFingerprint(), written, false);
    Outcome<RollbackActivities.Rehearsal> outcome =
        fly(outdated, () -> Async.function(rollbacks::rehearse, scope));
    RollbackActivities.Rehearsal rehearsal = outcome.result();
    if (rehearsal == null || rehearsal.blockers().isEmpty()) {
      return outcome.problem();
    }
    return new Failures.Problem(
        rehearsal.blockers().get(0).code(),
        "phase "
            + phase.phase()
            + " could not be rolled back: "
            + rehearsal.blockers().stream()
                .map(RollbackActivities.Blocker::message)
                .collect(Collectors.joining("; ")));
  }

  private record Outcome<T>(@Nullable T result, Failures.@Nullable Problem problem) {}

  /** A pause, or a rollback that is asked for, stops it; then it is done as a whole. */
  private <T> Outcome<T> fly(BooleanSupplier outdated, Functions.Func<Promise<T>> activity) {
    while (true) {
      Workflow.await(() -> outdated.getAsBoolean() || !mustRest());
      if (outdated.getAsBoolean()) {
        return new Outcome<>(null, null);
      }
      state.atCheckpoint(true);
      Flight<T> flight = Flight.start(activity);
      try {
        Waiting.throughCancel(() -> flight.landed() || outdated.getAsBoolean() || mustRest());
        if (!flight.landed()) {
          flight.stop();
        }
        Waiting.throughCancel(flight::landed);
      } finally {
        state.atCheckpoint(false);
      }
      try {
        return new Outcome<>(flight.result(), null);
      } catch (ActivityFailure failure) {
        CancellationScope.throwCanceled();
        if (!flight.stopped()) {
          return new Outcome<>(null, Failures.problem(failure));
        }
      }
    }
  }

  private boolean mustRest() {
    Undo undo = state.undo();
    return state.paused() || (undo != null && !undo.request.rehearse());
  }

  static CheckpointActivities activities(String summary) {
    return Workflow.newActivityStub(CheckpointActivities.class, Retries.database(summary));
  }
}

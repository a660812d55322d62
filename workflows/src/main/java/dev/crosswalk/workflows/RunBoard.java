package dev.crosswalk.workflows;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows the run's state where people look: ledger, search attributes, the Web UI's details. */
final class RunBoard {
  private final RunState state;
  private final RunView view;
  private final RunOutline outline;
  private String shown = "";
  private final SortedMap<String, String> phases = new TreeMap<>();
  private int recording;
  private int audited;

  RunBoard(RunState state, RunOutline outline) {
    this.state = state;
    this.view = new RunView(state);
    this.outline = outline;
    if (outline.searchAttributes()) {
      SearchAttributes.write(SearchAttributes.RUN, outline.run());
    }
  }

  /** Keeps what Temporal shows up to date, also while the databases do not answer. */
  void draw() {
    while (!state.ended()) {
      String drawn = show();
      Workflow.await(() -> state.ended() || !view.markdown().equals(drawn));
    }
  }

  /** Shows the state of this moment. */
  String show() {
    String status = state.status();
    if (outline.searchAttributes() && !status.equals(shown)) {
      SearchAttributes.write(SearchAttributes.STATUS, status);
    }
    shown = status;
    String table = view.markdown();
    Workflow.setCurrentDetails(table);
    return table;
  }

  /** Keeps the run's status in the ledger; its end is written by {@code finish}. */
  void follow() {
    while (!state.closing() && !state.aborted()) {
      String status = state.status();
      try {
        record(null, null, status, null, state.waiting());
      } catch (TemporalFailure failure) {
        Workflow.getLogger(RunBoard.class).error("status {} is not in the ledger", status);
      }
      Workflow.await(() -> state.closing() || state.aborted() || !state.status().equals(status));
    }
  }

  /** Whether nothing is being written into the ledger that could come after the run's end. */
  boolean isUpToDate() {
    return recording == 0 && state.commands().isEmpty();
  }

  /** Keeps the audit trail, until the run ends. */
  void audit() {
    while (true) {
      Workflow.await(() -> state.ended() || !state.commands().isEmpty());
      Command command = state.commands().peek();
      if (command == null) {
        return;
      }
      String event = Workflow.getInfo().getOriginalExecutionRunId() + "/" + ++audited;
      try {
        MigrationWorkflowImpl.activities(command.name() + " of " + command.object())
            .audit(
                new RunActivities.Order(
                    outline.run(),
                    outline.targetFingerprint(),
                    event,
                    command.actor(),
                    command.name(),
                    command.object(),
                    command.reason()));
      } catch (TemporalFailure failure) {
        Workflow.getLogger(RunBoard.class).error("{} is not in the audit trail", command.name());
      }
      state.commands().remove();
    }
  }

  /** Opens a phase, if there is anything to do in it that waits for no decision. */
  void open(RunOutline.PhaseOutline phase) {
    if (state.isOver(phase)) {
      return;
    }
    boolean begins =
        state.phase(phase.phase()).stream()
            .anyMatch(
                entity -> !entity.settled() && entity.status != EntityState.Status.ROLLED_BACK);
    if (begins && !"in_progress".equals(phases.get(phase.phase()))) {
      if (outline.searchAttributes()) {
        SearchAttributes.write(SearchAttributes.PHASE, phase.phase());
      }
      phases.put(phase.phase(), "in_progress");
      record(phase.phase(), null, "in_progress", null, null);
    }
  }

  /** Says how a phase ended. */
  void close(RunOutline.PhaseOutline phase) {
    String status = state.phaseStatus(phase.phase());
    phases.put(phase.phase(), status);
    record(phase.phase(), null, status, null, null);
    state.openPhase("");
  }

  /** A rollback has written in the ledger that nothing of these phases stands, if so. */
  void reopen(RunOutline.PhaseOutline phase) {
    phases.remove(phase.phase());
  }

  /** Says of what an abort interrupted that it failed. */
  void closeInterrupted() {
    for (EntityState entity : state.entities()) {
      if (entity.status == EntityState.Status.MIGRATING) {
        entity.status = EntityState.Status.FAILED;
        entity.why = "the run was aborted: " + state.abortReason();
        entity(entity, entity.why);
      }
    }
    if (!state.openPhase().isEmpty()) {
      record(state.openPhase(), null, "failed", null, null);
    }
  }

  /** Writes an entity's status and why it has it; codes and reasons are free of row contents. */
  void entity(EntityState entity, @Nullable String reason) {
    record(entity.phase.phase(), entity.name, entity.status.key(), entity.code, reason);
  }

  /** Rewrites the run's documents. What they say stands in the ledger, so nothing depends on it. */
  void document() {
    try {
      state.documents(
          Checkpoints.activities("documents")
              .documents(
                  new CheckpointActivities.DocumentsTask(
                      outline.run(), outline.targetFingerprint()))
              .place());
    } catch (TemporalFailure failure) {
      CancellationScope.throwCanceled();
      Workflow.getLogger(RunBoard.class).error("documents of run {} are old", outline.run());
    }
  }

  private void record(
      @Nullable String phase,
      @Nullable String entity,
      String status,
      @Nullable String code,
      @Nullable String reason) {
    String what = entity != null ? entity : phase != null ? "phase " + phase : "run";
    recording++;
    try {
      MigrationWorkflowImpl.activities(what + " is " + status)
          .record(
              new RunActivities.StatusChange(
                  outline.run(),
                  Workflow.getInfo().getOriginalExecutionRunId(),
                  outline.targetFingerprint(),
                  phase,
                  entity,
                  status,
                  code,
                  reason));
    } finally {
      recording--;
    }
  }
}

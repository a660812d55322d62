package dev.crosswalk.workflows;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Shows the run's state where people look: ledger, search attributes, the Web UI's details. */
final class RunBoard {
  private final RunState state;
  private final RunView view;
  private final RunOutline outline;
  private String shown = "";
  private int recording;

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
    return recording == 0;
  }

  /** Opens a phase, if there is anything to do in it. */
  void open(RunOutline.PhaseOutline phase) {
    if (state.phase(phase.phase()).stream().allMatch(EntityState::settled)) {
      return;
    }
    if (outline.searchAttributes()) {
      SearchAttributes.write(SearchAttributes.PHASE, phase.phase());
    }
    record(phase.phase(), null, "in_progress", null, null);
    state.openPhase(phase.phase());
  }

  /** Says how a phase ended. */
  void close(RunOutline.PhaseOutline phase) {
    record(phase.phase(), null, state.phaseStatus(phase.phase()), null, null);
    state.openPhase("");
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
                  outline.run(), outline.targetFingerprint(), phase, entity, status, code, reason));
    } finally {
      recording--;
    }
  }
}

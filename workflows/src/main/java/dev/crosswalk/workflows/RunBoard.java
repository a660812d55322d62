package dev.crosswalk.workflows;

import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Shows the run's state where people look: ledger, search attributes, the Web UI's details. */
final class RunBoard {
  private final RunState state;
  private final RunOutline outline;

  RunBoard(RunState state, RunOutline outline) {
    this.state = state;
    this.outline = outline;
  }

  /** Follows the run's status until the run ends. */
  void keepUpToDate() {
    if (outline.searchAttributes()) {
      SearchAttributes.write(SearchAttributes.RUN, outline.run());
    }
    String shown = "";
    String drawn = "";
    while (true) {
      String status = state.status();
      if (!status.equals(shown)) {
        shown = status;
        if (outline.searchAttributes()) {
          SearchAttributes.write(SearchAttributes.STATUS, status);
        }
        if (!state.ended()) {
          record(null, null, status, null, null);
        }
      }
      String table = state.markdown();
      if (!table.equals(drawn)) {
        drawn = table;
        Workflow.setCurrentDetails(table);
      }
      if (state.ended()) {
        return;
      }
      String last = drawn;
      Workflow.await(() -> !state.markdown().equals(last));
    }
  }

  void phase(String phase, String status) {
    if (outline.searchAttributes() && status.equals("in_progress")) {
      SearchAttributes.write(SearchAttributes.PHASE, phase);
    }
    record(phase, null, status, null, null);
  }

  void entity(RunState.EntityState entity, RunState.Status status, @Nullable String reason) {
    entity.status = status;
    record(entity.phase, entity.entity, status.key(), entity.code, reason);
  }

  private void record(
      @Nullable String phase,
      @Nullable String entity,
      String status,
      @Nullable String code,
      @Nullable String reason) {
    String what = entity != null ? entity : phase != null ? "phase " + phase : "run";
    MigrationWorkflowImpl.activities(what + " is " + status)
        .record(
            new RunActivities.StatusChange(outline.run(), phase, entity, status, code, reason));
  }
}

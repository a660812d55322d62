package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run's state as people see it. Only reads, so it may be drawn inside queries and conditions. */
final class RunView {
  private final RunState state;

  RunView(RunState state) {
    this.state = state;
  }

  RunStatus status() {
    List<RunStatus.EntityStatus> views = new ArrayList<>();
    for (EntityState entity : state.entities()) {
      views.add(
          new RunStatus.EntityStatus(
              entity.phase.phase(), entity.name, entity.status.key(), why(entity), entity.counts));
    }
    return new RunStatus(
        state.run(),
        state.plan(),
        state.status(),
        state.selection(),
        waiting(),
        next(),
        views,
        state.parallelism(),
        state.documents());
  }

  private @Nullable String why(EntityState entity) {
    String parent = state.waitsFor(entity);
    return entity.why == null && parent != null
        ? "waits for " + parent + ", which was rolled back"
        : entity.why;
  }

  /** The table that the Web UI shows as current details. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("**").append(state.status()).append("** · plan ").append(state.plan());
    text.append("\n\n");
    if (state.selection() != null) {
      text.append("Loads ").append(state.selection()).append("\n\n");
    }
    String waiting = waiting();
    if (waiting != null) {
      text.append(waiting).append("\n\n");
    }
    String next = next();
    if (next != null) {
      text.append("Next: `").append(next).append("`\n\n");
    }
    // Without the phase: the Web UI cuts off what is wider.
    text.append("| entity | status | read | inserted | existing | rejected | deferred |\n");
    text.append("| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (EntityState entity : state.entities()) {
      Counts counts = entity.counts;
      text.append("| ").append(entity.name);
      text.append(" | ").append(entity.status.key());
      text.append(" | ").append(counts.read());
      text.append(" | ").append(counts.inserted());
      text.append(" | ").append(counts.existing());
      text.append(" | ").append(counts.rejected());
      text.append(" | ").append(counts.deferred()).append(" |\n");
    }
    status().late().forEach(sentence -> text.append('\n').append(sentence).append(".\n"));
    if (state.documents() != null) {
      text.append("\nDocuments: ").append(state.documents()).append("\n");
    }
    text.append("\nLive numbers: view `crosswalk.progress` of the target.\n");
    return text.append("\n·\n").toString(); // the Web UI cuts off the last line, too
  }

  /** Why the run waits, with what to do about it. */
  private @Nullable String waiting() {
    String waiting = state.waiting();
    Hold hold = state.hold();
    if (waiting != null && !state.paused() && !state.aborted() && hold != null) {
      return waiting
          + ". "
          + ErrorCode.of(hold.problem.code()).suggestion()
          + " `approve` lets phase "
          + hold.phase.phase()
          + " go on without it.";
    }
    EntityState parked = state.parked();
    if (waiting == null || state.paused() || parked == null || parked.code == null) {
      return waiting;
    }
    return waiting + ". " + ErrorCode.of(parked.code).suggestion();
  }

  /** The command that lets the run go on, ready to be pasted. */
  private @Nullable String next() {
    if (state.ended() || state.aborted()) {
      return null;
    }
    if (state.paused()) {
      return update("resume", "{}");
    }
    if (!state.awaited().isEmpty()) {
      return update("approve", "{\"phase\":\"" + state.awaited() + "\"}");
    }
    Hold hold = state.hold();
    if (hold != null) {
      return update("retry", "{\"phase\":\"" + hold.phase.phase() + "\"}");
    }
    EntityState parked = state.parked();
    if (parked == null) {
      return null;
    }
    boolean half = parked.status == EntityState.Status.ROLLING_BACK;
    return update(half ? "rollback" : "retry", "{\"entity\":\"" + parked.name + "\"}");
  }

  private static String update(String name, String input) {
    return "temporal workflow update execute -w "
        + Workflow.getInfo().getWorkflowId()
        + " --name "
        + name
        + " --input '"
        + input
        + "'";
  }
}

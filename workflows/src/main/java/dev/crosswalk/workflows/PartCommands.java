package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.Refusals.require;
import static dev.crosswalk.workflows.Refusals.requireReady;
import static dev.crosswalk.workflows.Refusals.tolerate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.workflows.EntityState.Status;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The handlers of {@link PartControl}. They only record what was asked; the run itself acts. */
final class PartCommands implements PartControl {
  private final RunState state;
  private final RunView view;

  PartCommands(RunState state) {
    this.state = state;
    this.view = new RunView(state);
  }

  private static Input fields(@Nullable JsonNode command, String... known) {
    Input fields = Input.object(command, known);
    fields.text("reason");
    fields.text("actor");
    return fields;
  }

  private static Input toSkip(@Nullable JsonNode command) {
    return fields(command, "entity", "phase", "written", "reason", "actor");
  }

  @Override
  public void checkSkip(@Nullable JsonNode command) {
    Input fields = toSkip(command);
    requireReady(state);
    String written = fields.text("written");
    require(
        written == null || written.equals("keep") || written.equals("roll_back"),
        "\"written\" can be \"keep\" or \"roll_back\"");
    List<EntityState> skipped = skipped(fields);
    for (EntityState entity : skipped) {
      boolean done = entity.settled() || entity.status == Status.COMPLETED;
      require(!done, "'" + entity.name + "' is " + entity.status.key() + " already");
      require(!entity.skip, "'" + entity.name + "' is being skipped already");
      requireWhole(entity);
      require(
          written != null || !entity.written,
          "'"
              + entity.name
              + "' may have written rows; say what becomes of them: \"written\":\"keep\" or"
              + " \"written\":\"roll_back\"");
    }
    if ("roll_back".equals(written)) {
      requireUndoable(skipped);
    }
  }

  @Override
  public RunStatus skip(@Nullable JsonNode command) {
    List<EntityState> skipped = recordSkip(command);
    // Those that depend on a skipped entity are named in the answer, so wait until that is settled.
    Workflow.await(
        () ->
            state.ended()
                || state.aborted()
                || (skipped.stream().allMatch(entity -> entity.settled() || !entity.skip)
                    && !state.blocking()));
    return view.status();
  }

  private List<EntityState> recordSkip(@Nullable JsonNode command) {
    Input fields = toSkip(command);
    List<EntityState> skipped = skipped(fields);
    Command order = Command.of("skip", object(fields), fields);
    state.note(order);
    for (EntityState entity : skipped) {
      entity.skip = true;
      entity.skipReason = "by a person: " + fields.text("reason", "no reason given");
    }
    List<EntityState> written = skipped.stream().filter(entity -> entity.written).toList();
    if ("roll_back".equals(fields.text("written")) && !written.isEmpty()) {
      state.undo(
          new Undo(
              new RollbackRequest(
                  state.run(), List.of(), null, false, false, order.actor(), order.reason()),
              written));
    }
    return skipped;
  }

  @Override
  public void signalSkip(@Nullable JsonNode command) {
    tolerate("skip", () -> checkSkip(command), () -> recordSkip(command));
  }

  private List<EntityState> skipped(Input fields) {
    String entity = fields.text("entity");
    String phase = fields.text("phase");
    require((entity == null) != (phase == null), "name one \"entity\" or one \"phase\" to skip");
    if (entity != null) {
      return List.of(state.known(entity));
    }
    List<EntityState> open = new ArrayList<>(state.phase(String.valueOf(phase)));
    open.removeIf(member -> member.settled() || member.skip || member.status == Status.COMPLETED);
    require(!open.isEmpty(), "phase '" + phase + "' is unknown or over");
    return open;
  }

  @Override
  public void checkRetry(@Nullable JsonNode command) {
    Input fields = fields(command, "entity", "phase", "all", "reason", "actor");
    requireReady(state);
    List<EntityState> retried = retried(fields);
    String entity = fields.text("entity");
    if (entity != null) {
      requireWhole(state.known(entity));
      require(
          !retried.isEmpty(),
          "'" + entity + "' has not failed, it is " + state.known(entity).status.key());
    }
    require(
        !retried.isEmpty() || held(fields) != null, "nothing of it has failed or was rolled back");
  }

  @Override
  public RunStatus retry(@Nullable JsonNode command) {
    List<EntityState> retried = recordRetry(command);
    Workflow.await(
        () -> state.ended() || state.aborted() || retried.stream().noneMatch(one -> one.retry));
    return view.status();
  }

  private List<EntityState> recordRetry(@Nullable JsonNode command) {
    Input fields = fields(command, "entity", "phase", "all", "reason", "actor");
    List<EntityState> retried = retried(fields);
    state.note(Command.of("retry", object(fields), fields));
    retried.forEach(entity -> entity.retry = true);
    Hold held = held(fields);
    if (held != null) {
      held.retry();
    }
    return retried;
  }

  @Override
  public void signalRetry(@Nullable JsonNode command) {
    tolerate("retry", () -> checkRetry(command), () -> recordRetry(command));
  }

  /** What holds the phase that is meant, or null. */
  private @Nullable Hold held(Input fields) {
    Hold hold = state.hold();
    boolean meant = hold != null && (fields.flag("all") || hold.isOf(fields.text("phase", "")));
    return meant ? hold : null;
  }

  private List<EntityState> retried(Input fields) {
    String entity = fields.text("entity");
    String phase = fields.text("phase");
    int named = (entity == null ? 0 : 1) + (phase == null ? 0 : 1) + (fields.flag("all") ? 1 : 0);
    require(named > 0, "name the \"entity\" to retry, or a \"phase\", or say \"all\":true");
    require(named == 1, "name one \"entity\" or one \"phase\", or say \"all\":true");
    List<EntityState> meant = state.entities();
    if (entity != null) {
      meant = List.of(state.known(entity));
    } else if (phase != null) {
      meant = state.knownPhase(phase);
    }
    return meant.stream().filter(EntityState::retriable).toList();
  }

  @Override
  public void checkRollback(@Nullable JsonNode command) {
    RollbackRequest request = RollbackRequest.parse(command, state.run());
    requireReady(state);
    List<EntityState> found = undone(request);
    for (String name : request.entities()) {
      EntityState entity = state.known(name);
      require(
          entity.written,
          "'" + name + "' has nothing to be rolled back, it is " + entity.status.key());
    }
    require(!found.isEmpty(), "nothing of it has been loaded");
    if (request.rehearse()) {
      requireFree();
    } else {
      requireUndoable(found);
    }
  }

  /** The entities that are meant and may have written rows. */
  private List<EntityState> undone(RollbackRequest request) {
    String phase = request.phase();
    List<EntityState> meant = state.entities();
    if (phase != null) {
      meant = state.knownPhase(phase);
    } else if (!request.entities().isEmpty()) {
      meant = request.entities().stream().map(state::known).toList();
    }
    return meant.stream().filter(entity -> entity.written).toList();
  }

  private void requireFree() {
    Undo other = state.undo();
    require(
        other == null,
        "a rollback is under way ("
            + (other == null ? "" : other.request.object())
            + "); wait for it");
  }

  private void requireUndoable(List<EntityState> entities) {
    requireFree();
    for (EntityState entity : entities) {
      require(!entity.failing, "the plan reacts to the failure of '" + entity.name + "'; wait");
    }
    List<String> standing = state.standingOn(entities);
    require(
        standing.isEmpty(),
        String.join("; ", standing) + ": roll that back first, or both together");
  }

  /** Refuses what is half undone, or about to be. */
  private static void requireWhole(EntityState entity) {
    require(!entity.undo, "'" + entity.name + "' is being rolled back");
    require(
        entity.status != Status.ROLLING_BACK,
        "'" + entity.name + "' is half rolled back; roll it back to its end first");
  }

  @Override
  public RollbackWorkflow.Result rollback(@Nullable JsonNode command) {
    Undo undo = recordRollback(command);
    Workflow.await(undo::over);
    return Objects.requireNonNull(undo.result);
  }

  private Undo recordRollback(@Nullable JsonNode command) {
    RollbackRequest request = RollbackRequest.parse(command, state.run());
    Undo undo = new Undo(request, undone(request));
    if (!request.rehearse()) {
      state.note(new Command("rollback", request.object(), request.actor(), request.reason()));
      undo.entities.forEach(entity -> entity.skip = false); // what was left out has rows, too
    }
    state.undo(undo);
    return undo;
  }

  @Override
  public void signalRollback(@Nullable JsonNode command) {
    tolerate("rollback", () -> checkRollback(command), () -> recordRollback(command));
  }

  @Override
  public void checkApprove(@Nullable JsonNode command) {
    Input fields = fields(command, "phase", "reason", "actor");
    requireReady(state);
    Hold hold = state.hold();
    String phase = fields.text("phase", hold == null ? state.awaited() : hold.phase.phase());
    if (hold != null && hold.isOf(phase)) {
      return;
    }
    require(!phase.isEmpty(), "no phase waits for an approval; name the \"phase\" to approve");
    RunOutline.PhaseOutline outline = state.knownPhase(phase).get(0).phase;
    require(outline.approval(), "phase '" + phase + "' needs no approval");
    require(!state.isApproved(outline), "phase '" + phase + "' is approved already");
    require(!state.isOver(outline), "phase '" + phase + "' is over");
  }

  @Override
  public RunStatus approve(@Nullable JsonNode command) {
    recordApprove(command);
    return view.status();
  }

  private void recordApprove(@Nullable JsonNode command) {
    Input fields = fields(command, "phase", "reason", "actor");
    Hold hold = state.hold();
    String phase = fields.text("phase", hold == null ? state.awaited() : hold.phase.phase());
    state.note(Command.of("approve", "phase " + phase, fields));
    if (hold != null && hold.isOf(phase)) {
      hold.approve();
    } else {
      state.approve(phase);
    }
  }

  @Override
  public void signalApprove(@Nullable JsonNode command) {
    tolerate("approve", () -> checkApprove(command), () -> recordApprove(command));
  }

  private static String object(Input fields) {
    return Command.object(fields.texts("entity"), fields.text("phase"));
  }
}

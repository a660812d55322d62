package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handlers of {@link RunControl}. They only record what was asked; the run itself acts. */
final class RunCommands implements RunControl {
  private final RunState state;

  RunCommands(RunState state) {
    this.state = state;
  }

  @Override
  public void checkPause(@Nullable JsonNode command) {
    Input.object(command, "reason").text("reason");
    requireAlive();
    require(!state.paused(), "the run is " + state.status() + " already");
  }

  @Override
  public RunStatus pause(@Nullable JsonNode command) {
    recordPause(command);
    long order = state.order();
    Workflow.await(
        () -> state.atStandstill() || state.order() != order || state.ended());
    return state.view();
  }

  private void recordPause(@Nullable JsonNode command) {
    String reason = Input.object(command, "reason").text("reason");
    state.pause(reason == null ? "no reason given" : reason);
  }

  @Override
  public void signalPause(@Nullable JsonNode command) {
    tolerate("pause", () -> checkPause(command), () -> recordPause(command));
  }

  @Override
  public void checkResume(@Nullable JsonNode command) {
    Input.object(command, "reason").text("reason");
    requireAlive();
    require(state.paused(), "the run is not paused, it is " + state.status());
  }

  @Override
  public RunStatus resume(@Nullable JsonNode command) {
    state.resume();
    return state.view();
  }

  @Override
  public void signalResume(@Nullable JsonNode command) {
    tolerate("resume", () -> checkResume(command), () -> resume(command));
  }

  @Override
  public void checkSkip(@Nullable JsonNode command) {
    Input fields = Input.object(command, "entity", "phase", "written", "reason");
    requireAlive();
    String written = fields.text("written");
    for (RunState.EntityState entity : toSkip(fields)) {
      require(
          !entity.settled() && entity.status != RunState.Status.COMPLETED,
          "'" + entity.entity + "' is " + entity.status.key() + " already");
      boolean touched = entity.status != RunState.Status.PENDING;
      require(
          !touched || "keep".equals(written),
          "'"
              + entity.entity
              + "' may have written rows; say what becomes of them with \"written\":\"keep\""
              + " (taking them back is the work of a rollback, which a skip does not do)");
    }
  }

  @Override
  public RunStatus skip(@Nullable JsonNode command) {
    Input fields = Input.object(command, "entity", "phase", "written", "reason");
    String reason = fields.text("reason");
    List<RunState.EntityState> skipped = toSkip(fields);
    for (RunState.EntityState entity : skipped) {
      state.skip(entity, reason == null ? "no reason given" : reason);
    }
    // Those that depend on a skipped entity are named in the answer, so wait until that is settled.
    Workflow.await(
        () ->
            state.ended()
                || state.paused()
                || skipped.stream().allMatch(RunState.EntityState::settled));
    return state.view();
  }

  @Override
  public void signalSkip(@Nullable JsonNode command) {
    tolerate("skip", () -> checkSkip(command), () -> skip(command));
  }

  @Override
  public void checkRetry(@Nullable JsonNode command) {
    requireAlive();
    failed(Input.object(command, "entity", "reason"));
  }

  @Override
  public RunStatus retry(@Nullable JsonNode command) {
    failed(Input.object(command, "entity", "reason")).retry = true;
    return state.view();
  }

  @Override
  public void signalRetry(@Nullable JsonNode command) {
    tolerate("retry", () -> checkRetry(command), () -> retry(command));
  }

  @Override
  public void checkAbort(@Nullable JsonNode command) {
    Input.object(command, "reason").text("reason");
    requireAlive();
  }

  @Override
  public RunStatus abort(@Nullable JsonNode command) {
    String reason = Input.object(command, "reason").text("reason");
    state.abort(reason == null ? "no reason given" : reason);
    Workflow.await(state::ended);
    return state.view();
  }

  @Override
  public void signalAbort(@Nullable JsonNode command) {
    tolerate("abort", () -> checkAbort(command), () -> abort(command));
  }

  @Override
  public RunStatus status(@Nullable JsonNode ignored) {
    return state.view();
  }

  @Override
  public void standstill(Standstill rest) {
    RunState.EntityState entity = state.entity(rest.entity());
    if (entity != null) {
      entity.restOrder = rest.order();
    }
  }

  private List<RunState.EntityState> toSkip(Input fields) {
    String entityName = fields.text("entity");
    String phaseName = fields.text("phase");
    require(
        (entityName == null) != (phaseName == null), "name one \"entity\" or one \"phase\" to skip");
    List<RunState.EntityState> found = new ArrayList<>();
    if (phaseName != null) {
      found.addAll(state.phase(phaseName));
      found.removeIf(RunState.EntityState::settled);
      require(!found.isEmpty(), "phase '" + phaseName + "' is unknown or over");
    } else if (entityName != null) {
      found.add(known(entityName));
    }
    return found;
  }

  private RunState.EntityState failed(Input fields) {
    String name = fields.text("entity");
    require(name != null, "name the \"entity\" to retry");
    RunState.EntityState entity = known(String.valueOf(name));
    require(
        entity.status == RunState.Status.FAILED,
        "'" + entity.entity + "' has not failed, it is " + entity.status.key());
    return entity;
  }

  private RunState.EntityState known(String name) {
    RunState.EntityState entity = state.entity(name);
    if (entity == null) {
      List<String> names = new ArrayList<>();
      state.entities().forEach(known -> names.add(known.entity));
      throw Failures.input(
          ErrorCode.INPUT, "no entity '" + name + "'; known: " + String.join(", ", names));
    }
    return entity;
  }

  private void requireAlive() {
    require(!state.ended() && !state.aborted(), "the run is over or being aborted");
    require(state.ready(), "the run is still preparing; try again in a moment");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw Failures.input(ErrorCode.INPUT, otherwise);
    }
  }

  /** A failure inside a signal handler would fail the whole run. */
  private static void tolerate(String name, Runnable check, Runnable act) {
    try {
      check.run();
    } catch (ApplicationFailure refused) {
      Workflow.getLogger(RunCommands.class)
          .warn("signal {} ignored: {}", name, refused.getOriginalMessage());
      return;
    }
    act.run();
  }
}

package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.workflows.EntityState.Status;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handlers of {@link RunControl}. They only record what was asked; the run itself acts. */
final class RunCommands implements RunControl {
  private final RunState state;
  private final RunView view;

  RunCommands(RunState state) {
    this.state = state;
    this.view = new RunView(state);
  }

  @Override
  public void checkPause(@Nullable JsonNode command) {
    Input.object(command, "reason").text("reason");
    requireOpen();
    require(!state.paused(), "the run is " + state.status() + " already; resume lets it go on");
  }

  @Override
  public RunStatus pause(@Nullable JsonNode command) {
    recordPause(command);
    Workflow.await(
        () -> state.atStandstill() || !state.paused() || state.aborted() || state.ended());
    return view.status();
  }

  private void recordPause(@Nullable JsonNode command) {
    state.pause(Input.object(command, "reason").text("reason", "no reason given"));
  }

  @Override
  public void signalPause(@Nullable JsonNode command) {
    tolerate("pause", () -> checkPause(command), () -> recordPause(command));
  }

  @Override
  public void checkResume(@Nullable JsonNode command) {
    Input.object(command, "reason").text("reason");
    requireOpen();
    require(state.paused(), "the run is not paused, it is " + state.status());
  }

  @Override
  public RunStatus resume(@Nullable JsonNode command) {
    state.resume();
    return view.status();
  }

  @Override
  public void signalResume(@Nullable JsonNode command) {
    tolerate("resume", () -> checkResume(command), () -> state.resume());
  }

  @Override
  public void checkSkip(@Nullable JsonNode command) {
    Input fields = Input.object(command, "entity", "phase", "written", "reason");
    fields.text("reason");
    requireReady();
    boolean keep = keepsWritten(fields);
    for (EntityState entity : toSkip(fields)) {
      boolean done = entity.settled() || entity.status == Status.COMPLETED;
      require(!done, "'" + entity.name + "' is " + entity.status.key() + " already");
      require(!entity.skip, "'" + entity.name + "' is being skipped already");
      require(
          keep || !entity.mayHaveWritten(),
          "'"
              + entity.name
              + "' may have written rows; say what becomes of them with \"written\":\"keep\""
              + " (taking them back is the work of a rollback, which a skip does not do)");
    }
  }

  private static boolean keepsWritten(Input fields) {
    String written = fields.text("written");
    require(
        written == null || written.equals("keep"),
        "\"written\" can only be \"keep\": taking rows back is the work of a rollback");
    return written != null;
  }

  @Override
  public RunStatus skip(@Nullable JsonNode command) {
    List<EntityState> skipped = recordSkip(command);
    // Those that depend on a skipped entity are named in the answer, so wait until that is settled.
    Workflow.await(
        () ->
            state.ended()
                || state.aborted()
                || (skipped.stream().allMatch(EntityState::settled) && !state.blocking()));
    return view.status();
  }

  private List<EntityState> recordSkip(@Nullable JsonNode command) {
    Input fields = Input.object(command, "entity", "phase", "written", "reason");
    List<EntityState> skipped = toSkip(fields);
    for (EntityState entity : skipped) {
      entity.skip = true;
      entity.skipReason = fields.text("reason", "no reason given");
    }
    return skipped;
  }

  @Override
  public void signalSkip(@Nullable JsonNode command) {
    tolerate("skip", () -> checkSkip(command), () -> recordSkip(command));
  }

  @Override
  public void checkRetry(@Nullable JsonNode command) {
    Input fields = Input.object(command, "entity", "reason");
    fields.text("reason");
    requireReady();
    EntityState entity = toRetry(fields);
    require(
        entity.status == Status.FAILED && !entity.retry && !entity.skip,
        "'" + entity.name + "' has not failed, it is " + entity.status.key());
  }

  @Override
  public RunStatus retry(@Nullable JsonNode command) {
    EntityState entity = recordRetry(command);
    Workflow.await(() -> state.ended() || !entity.retry || entity.status != Status.FAILED);
    return view.status();
  }

  private EntityState recordRetry(@Nullable JsonNode command) {
    EntityState entity = toRetry(Input.object(command, "entity", "reason"));
    entity.retry = true;
    return entity;
  }

  @Override
  public void signalRetry(@Nullable JsonNode command) {
    tolerate("retry", () -> checkRetry(command), () -> recordRetry(command));
  }

  @Override
  public void checkAbort(@Nullable JsonNode command) {
    Input.object(command, "reason").text("reason");
    requireOpen();
  }

  @Override
  public RunStatus abort(@Nullable JsonNode command) {
    recordAbort(command);
    Workflow.await(state::ended);
    return view.status();
  }

  private void recordAbort(@Nullable JsonNode command) {
    state.abort(Input.object(command, "reason").text("reason", "no reason given"));
  }

  @Override
  public void signalAbort(@Nullable JsonNode command) {
    tolerate("abort", () -> checkAbort(command), () -> recordAbort(command));
  }

  @Override
  public RunStatus status(@Nullable JsonNode ignored) {
    return view.status();
  }

  @Override
  public void standstill(@Nullable Standstill rest) {
    EntityState entity = rest == null ? null : state.entity(rest.entity());
    if (rest != null && entity != null) {
      entity.restsFor(rest.order());
    }
  }

  private List<EntityState> toSkip(Input fields) {
    String entity = fields.text("entity");
    String phase = fields.text("phase");
    require((entity == null) != (phase == null), "name one \"entity\" or one \"phase\" to skip");
    if (entity != null) {
      return List.of(known(entity));
    }
    List<EntityState> open = new ArrayList<>(state.phase(String.valueOf(phase)));
    open.removeIf(member -> member.settled() || member.skip || member.status == Status.COMPLETED);
    require(!open.isEmpty(), "phase '" + phase + "' is unknown or over");
    return open;
  }

  private EntityState toRetry(Input fields) {
    String entity = fields.text("entity");
    require(entity != null, "name the \"entity\" to retry");
    return known(String.valueOf(entity));
  }

  private EntityState known(String name) {
    EntityState entity = state.entity(name);
    if (entity == null) {
      List<String> names = new ArrayList<>();
      state.entities().forEach(known -> names.add(known.name));
      throw Failures.input(
          ErrorCode.INPUT, "no entity '" + name + "'; known: " + String.join(", ", names));
    }
    return entity;
  }

  private void requireReady() {
    requireOpen();
    require(state.ready(), "the run is still preparing; try again in a moment");
  }

  private void requireOpen() {
    require(!state.ended(), "the run is over");
    require(!state.aborted() && !state.closing(), "the run is coming to its end already");
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

package dev.crosswalk.workflows;

import static dev.crosswalk.workflows.Refusals.require;
import static dev.crosswalk.workflows.Refusals.requireOpen;
import static dev.crosswalk.workflows.Refusals.requireReady;
import static dev.crosswalk.workflows.Refusals.tolerate;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handlers of {@link RunControl}. They only record what was asked; the run itself acts. */
final class RunCommands implements RunControl {
  private static final int MOST_CHUNKS = 64;
  private static final int MOST_ROWS = 1_000_000;

  private final RunState state;
  private final RunView view;

  RunCommands(RunState state) {
    this.state = state;
    this.view = new RunView(state);
  }

  /** The fields of a command that has no others than every command. */
  private static Input plain(@Nullable JsonNode command) {
    Input fields = Input.object(command, "reason", "actor");
    fields.text("reason");
    fields.text("actor");
    return fields;
  }

  @Override
  public void checkPause(@Nullable JsonNode command) {
    plain(command);
    requireOpen(state);
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
    Input fields = plain(command);
    state.note(Command.of("pause", "run", fields));
    state.pause(fields.text("reason", "no reason given"));
  }

  @Override
  public void signalPause(@Nullable JsonNode command) {
    tolerate("pause", () -> checkPause(command), () -> recordPause(command));
  }

  @Override
  public void checkResume(@Nullable JsonNode command) {
    plain(command);
    requireOpen(state);
    require(state.paused(), "the run is not paused, it is " + state.status());
  }

  @Override
  public RunStatus resume(@Nullable JsonNode command) {
    recordResume(command);
    return view.status();
  }

  private void recordResume(@Nullable JsonNode command) {
    state.note(Command.of("resume", "run", plain(command)));
    state.resume();
  }

  @Override
  public void signalResume(@Nullable JsonNode command) {
    tolerate("resume", () -> checkResume(command), () -> recordResume(command));
  }

  @Override
  public void checkAbort(@Nullable JsonNode command) {
    plain(command);
    requireOpen(state);
  }

  @Override
  public RunStatus abort(@Nullable JsonNode command) {
    recordAbort(command);
    Workflow.await(state::ended);
    return view.status();
  }

  private void recordAbort(@Nullable JsonNode command) {
    Input fields = plain(command);
    state.note(Command.of("abort", "run", fields));
    state.abort(fields.text("reason", "no reason given"));
  }

  @Override
  public void signalAbort(@Nullable JsonNode command) {
    tolerate("abort", () -> checkAbort(command), () -> recordAbort(command));
  }

  /** What is to be done at once from now on. */
  private record Tuning(
      Input fields,
      @Nullable EntityState entity,
      @Nullable Integer parallelism,
      @Nullable Integer batchRows) {}

  private Tuning tuning(@Nullable JsonNode command) {
    Input fields = Input.object(command, "parallelism", "batch_rows", "entity", "reason", "actor");
    fields.text("reason");
    fields.text("actor");
    requireReady(state);
    String entity = fields.text("entity");
    Tuning tuning =
        new Tuning(
            fields,
            entity == null ? null : state.known(entity),
            fields.number("parallelism", 1, MOST_CHUNKS),
            fields.number("batch_rows", 1, MOST_ROWS));
    require(
        tuning.parallelism != null || tuning.batchRows != null,
        "say what is to change: \"parallelism\" or \"batch_rows\"");
    require(
        entity == null || tuning.batchRows == null,
        "\"batch_rows\" can only be changed for the whole run");
    return tuning;
  }

  @Override
  public void checkTune(@Nullable JsonNode command) {
    Tuning tuning = tuning(command);
    EntityState entity = tuning.entity;
    require(
        entity == null || !entity.settled(),
        "'" + (entity == null ? "" : entity.name + "' is " + entity.status.key() + " already"));
  }

  @Override
  public RunStatus tune(@Nullable JsonNode command) {
    recordTune(command);
    // Chunks that start after the answer find it in the ledger.
    Workflow.await(() -> state.batchRows() == null || state.over() || state.ended());
    return view.status();
  }

  private void recordTune(@Nullable JsonNode command) {
    Tuning tuning = tuning(command);
    EntityState entity = tuning.entity;
    state.note(
        Command.of(
            "tune " + tuned(tuning),
            Command.object(entity == null ? List.of() : List.of(entity.name), null),
            tuning.fields));
    Integer parallelism = tuning.parallelism;
    if (parallelism != null && entity != null) {
      entity.parallelism = parallelism;
    } else if (parallelism != null) {
      state.parallelism(parallelism);
    }
    if (tuning.batchRows != null) {
      state.batchRows(tuning.batchRows);
    }
  }

  private static String tuned(Tuning tuning) {
    String parallelism = tuning.parallelism == null ? "" : "parallelism=" + tuning.parallelism;
    String rows = tuning.batchRows == null ? "" : "batch_rows=" + tuning.batchRows;
    return (parallelism + " " + rows).strip();
  }

  @Override
  public void signalTune(@Nullable JsonNode command) {
    tolerate("tune", () -> checkTune(command), () -> recordTune(command));
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
}

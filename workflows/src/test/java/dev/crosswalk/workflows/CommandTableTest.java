package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Phase.GateAfter;
import dev.crosswalk.workflows.EntityState.Status;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every command in every state is answered as {@code docs/temporal.md} says. */
class CommandTableTest {
  private static final String HEAD = "| when | pause |";

  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("pause", "{}");
    COMMANDS.put("resume", "{}");
    COMMANDS.put("skip", "{\"entity\":\"a\",\"written\":\"keep\"}");
    COMMANDS.put("retry", "{\"entity\":\"a\"}");
    COMMANDS.put("rollback", "{\"entity\":\"a\"}");
    COMMANDS.put("approve", "{\"phase\":\"first\"}");
    COMMANDS.put("abort", "{}");
    COMMANDS.put("tune", "{\"parallelism\":2}");
  }

  private final RunState state = new RunState();

  /** How a run comes into each state of the table. */
  private Map<String, Runnable> states() {
    Map<String, Runnable> states = new LinkedHashMap<>();
    states.put("the run is preparing", () -> {});
    states.put("*a* is pending", () -> begin(a -> {}));
    states.put("*a* is migrating", () -> begin(a -> at(a, Status.MIGRATING)));
    states.put("*a* is completed, its gate is to come", () -> begin(a -> at(a, Status.COMPLETED)));
    states.put("*a* is validated", () -> begin(a -> at(a, Status.VALIDATED)));
    states.put(
        "*a* is validated, *b* needs it and is loaded",
        () -> {
          begin(a -> at(a, Status.VALIDATED));
          at(Objects.requireNonNull(state.entity("b")), Status.MIGRATING);
        });
    states.put("*a* has failed", () -> begin(a -> at(a, Status.FAILED)));
    states.put("*a* is skipped or blocked", () -> begin(a -> a.status = Status.SKIPPED));
    states.put(
        "*a* is being rolled back",
        () ->
            begin(
                a -> {
                  at(a, Status.ROLLING_BACK);
                  RollbackRequest request =
                      RollbackRequest.parse(Run.json("{\"entity\":\"a\"}"), "run");
                  state.undo(new Undo(request, List.of(a)));
                }));
    states.put("*a* is half rolled back", () -> begin(a -> at(a, Status.ROLLING_BACK)));
    states.put("*a* is rolled back", () -> begin(a -> a.undone("rolled back by a person")));
    states.put(
        "the run is paused",
        () ->
            begin(
                a -> {
                  at(a, Status.MIGRATING);
                  state.pause("x");
                }));
    states.put(
        "the phase of *a* waits for its approval",
        () -> {
          state.begin(outline());
          state.await("first");
        });
    states.put(
        "the phase of *a* waits, as its backup failed",
        () ->
            begin(
                a ->
                    state.hold(
                        new Hold(a.phase, new Failures.Problem("resource.disk", "no room")))));
    states.put("the run is being aborted", () -> begin(a -> state.abort("x")));
    states.put("the run is over", () -> begin(a -> state.end("completed")));
    return states;
  }

  private void begin(Consumer<EntityState> so) {
    state.begin(outline());
    state.approve("first");
    state.openPhase("first");
    so.accept(Objects.requireNonNull(state.entity("a")));
  }

  private static void at(EntityState entity, Status status) {
    entity.status = status;
    entity.written = true;
  }

  private static RunOutline outline() {
    return new RunOutline(
        "run",
        "core",
        "digest",
        "1/2/target",
        1,
        false,
        List.of(
            new RunOutline.PhaseOutline(
                "first",
                "First",
                true,
                GateAfter.ENTITY,
                List.of(
                    new RunOutline.EntityOutline("a", List.of()),
                    new RunOutline.EntityOutline("b", List.of("a"))),
                false,
                false,
                true,
                List.of(),
                Phase.OnFailure.ASK)),
        null,
        false,
        null);
  }

  @Test
  void theDocumentedTableHolds() throws IOException {
    List<List<String>> table = table();
    assertThat(table.get(0).subList(1, table.get(0).size()))
        .containsExactlyElementsOf(COMMANDS.keySet());
    List<String> documented =
        table.subList(2, table.size()).stream().map(row -> row.get(0)).toList();
    assertThat(documented).containsExactlyElementsOf(states().keySet());
    for (List<String> row : table.subList(2, table.size())) {
      CommandTableTest fresh = new CommandTableTest();
      Objects.requireNonNull(fresh.states().get(row.get(0))).run();
      int column = 1;
      for (Map.Entry<String, String> command : COMMANDS.entrySet()) {
        String said = fresh.answer(command.getKey(), Run.json(command.getValue()));
        String expected = row.get(column++);
        if (expected.equals("yes")) {
          assertThat(said).as("%s when %s", command.getKey(), row.get(0)).isNull();
        } else {
          assertThat(said).as("%s when %s", command.getKey(), row.get(0)).contains(expected);
        }
      }
    }
  }

  private @Nullable String answer(String command, JsonNode input) {
    RunCommands run = new RunCommands(state);
    PartCommands part = new PartCommands(state);
    try {
      switch (command) {
        case "pause" -> run.checkPause(input);
        case "resume" -> run.checkResume(input);
        case "skip" -> part.checkSkip(input);
        case "retry" -> part.checkRetry(input);
        case "rollback" -> part.checkRollback(input);
        case "approve" -> part.checkApprove(input);
        case "abort" -> run.checkAbort(input);
        case "tune" -> run.checkTune(input);
        default -> throw new AssertionError(command);
      }
      return null;
    } catch (ApplicationFailure refused) {
      return refused.getOriginalMessage();
    }
  }

  private static List<List<String>> table() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("..", "docs", "temporal.md"))) {
      inside = inside ? line.startsWith("|") : line.startsWith(HEAD);
      if (inside) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
          cells.add(cell.strip());
        }
        rows.add(cells);
      }
    }
    assertThat(rows).as("the table of docs/temporal.md").isNotEmpty();
    return rows;
  }
}

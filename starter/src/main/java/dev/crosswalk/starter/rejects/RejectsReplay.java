package dev.crosswalk.starter.rejects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.RejectReader;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.run.Desk;
import dev.crosswalk.starter.run.TemporalLine;
import dev.crosswalk.workflows.ReplayActivities.Replayed;
import dev.crosswalk.workflows.ReplayWorkflow;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk rejects replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Reads rejected rows from the source again and writes those whose reason is gone, with all",
      "that waits for them. The run must have ended; it keeps the account."
    })
final class RejectsReplay implements Callable<Integer> {
  private static final String TYPE = "ReplayWorkflow";
  private static final Duration CALL = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private RejectOptions options;
  @Mixin private OutputOption output;

  @Option(
      names = "--key",
      paramLabel = "K",
      description = "The row with this key in the source only; with --entity.")
  private @Nullable String key;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the end; it goes on without. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(
      names = "--print",
      description = "Print the temporal command line that does the same, and do nothing.")
  private boolean print;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RejectsReplay() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      String run = desk.run(options.run()).run();
      ObjectNode input = input(desk, run);
      // One id a run: who starts it again after a worker or a server was lost takes over.
      String workflowId = run + "/replay";
      String taskQueue = desk.settings().taskQueue();
      if (print) {
        out.println(TemporalLine.start(TYPE, workflowId, taskQueue, input.toString()));
        return ExitCodes.DONE;
      }
      WorkflowStub workflow =
          desk.temporal()
              .client()
              .newUntypedWorkflowStub(
                  TYPE,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(workflowId)
                      .setTaskQueue(taskQueue)
                      .setStaticSummary("replay of run " + run)
                      .build());
      desk.within(CALL, "start of workflow '" + workflowId + "'", () -> start(workflow, input));
      ReplayWorkflow.Result result =
          desk.within(
              Duration.ofSeconds(timeout),
              "replay '" + workflowId + "'",
              () -> workflow.getResult(ReplayWorkflow.Result.class));
      tell(result);
      return result.summary().rejected() + result.summary().deferred() == 0
          ? ExitCodes.DONE
          : ExitCodes.REJECTS;
    }
  }

  private static WorkflowStub start(WorkflowStub workflow, ObjectNode input) {
    try {
      workflow.start(input);
      return workflow;
    } catch (WorkflowExecutionAlreadyStarted running) {
      throw new Failure(
          ErrorCode.RUN_BUSY,
          "another replay of the run is under way: workflow '"
              + running.getExecution().getWorkflowId()
              + "'; wait for it",
          running);
    }
  }

  /** A key stays out of Temporal: the ledger's number of the reject goes there in its place. */
  private ObjectNode input(Desk desk, String run) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("run", run);
    String entity = options.entity();
    if (entity != null) {
      input.put("entity", entity);
    }
    if (options.code() != null) {
      input.put("code", options.code());
    }
    String wanted = key;
    if (wanted != null) {
      if (entity == null) {
        throw new Failure(ErrorCode.INPUT, "--key needs --entity: keys are those of one table");
      }
      List<Long> ids = desk.ledger(target -> new RejectReader(target).open(run, entity, wanted));
      if (ids.isEmpty()) {
        throw new Failure(
            ErrorCode.INPUT,
            "run '" + run + "' has no open reject of '" + entity + "' with this key");
      }
      ArrayNode rejects = input.putArray("rejects");
      ids.forEach(rejects::add);
    }
    return input;
  }

  private void tell(ReplayWorkflow.Result result) {
    if (output.json()) {
      output.print(result);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    TextTable table =
        new TextTable("run", "entity", "tried", "arrived", "filtered", "still open", "gone");
    for (Replayed one : result.entities()) {
      table.row(
          one.run(),
          one.entity(),
          Long.toString(one.tried()),
          Long.toString(one.arrived()),
          Long.toString(one.filtered()),
          Long.toString(one.open()),
          Long.toString(one.gone()));
    }
    table.lines().forEach(out::println);
    out.println(
        "Run %s: %s, %d rejected, %d deferred"
            .formatted(
                result.summary().run(),
                result.summary().status().replace('_', ' '),
                result.summary().rejected(),
                result.summary().deferred()));
  }
}

package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Runs;
import dev.crosswalk.report.TextTable;
import dev.crosswalk.settings.Access;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.workflows.RollbackActivities.Blocker;
import dev.crosswalk.workflows.RollbackWorkflow;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk rollback}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what a run wrote, restores what it changed, and proves it; children before their",
      "parents. Refused, with nothing changed, while rows of others depend on it, or others have",
      "written in it since: --rehearse tells what stands in the way. A run that is not over",
      "goes on, and loads again what is retried."
    })
public final class RollbackCommand implements Callable<Integer> {
  private static final String TYPE = "RollbackWorkflow";
  private static final Duration CALL = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions order;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--rehearse",
      description = "Tell the steps and what is in the way, and change nothing.")
  private boolean rehearse;

  @Option(
      names = "--discard-edits",
      description = "Also rows that others have written since; what they wrote is lost.")
  private boolean discardEdits;

  @Option(names = "--yes", description = "Do it: the rows go. Not needed with --rehearse.")
  private boolean yes;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long to wait for the end; it goes on without. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RollbackCommand() {}

  /** One of the three. */
  static final class What {
    @Option(names = "--entity", paramLabel = "E", split = ",", description = "These entities.")
    private @Nullable List<String> entities;

    @Option(names = "--phase", paramLabel = "P", description = "The phase.")
    private @Nullable String phase;

    @Option(names = "--all", description = "All that the run has written.")
    private boolean all;
  }

  @Override
  public Integer call() {
    if (!yes && !rehearse && !order.prints()) {
      throw new ParameterException(
          spec.commandLine(), "rows will be removed; look with --rehearse, then say --yes");
    }
    ObjectNode fields = fields();
    Duration patience = Duration.ofSeconds(timeout);
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      String name = order.run();
      boolean ledger = name == null || desk.settings().has(Access.TARGET);
      Runs.Line run = ledger ? desk.run(name) : null;
      if (run == null || run.ended() == null) {
        return order.give(
            desk,
            run == null ? String.valueOf(name) : run.workflowId(),
            "rollback",
            fields,
            patience,
            RollbackWorkflow.Result.class,
            this::tell);
      }
      return alone(desk, run.run(), fields, patience);
    }
  }

  private ObjectNode fields() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    if (what.entities != null) {
      what.entities.forEach(fields.putArray("entity")::add);
    } else if (what.phase != null) {
      fields.put("phase", what.phase);
    } else {
      fields.put("all", what.all);
    }
    if (rehearse) {
      fields.put("rehearse", true);
    }
    if (discardEdits) {
      fields.put("discard_edits", true);
    }
    return fields;
  }

  /** Of a run that is over: one workflow id a run, so that two cannot be at it. */
  private int alone(Desk desk, String run, ObjectNode fields, Duration patience) {
    String workflowId = run + "/rollback";
    String taskQueue = desk.settings().taskQueue();
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("run", run);
    input.setAll(fields);
    if (order.prints()) {
      order.sign(input, false);
      spec.commandLine()
          .getOut()
          .println(TemporalLine.start(TYPE, workflowId, taskQueue, input.toString()));
      return ExitCodes.DONE;
    }
    order.sign(input, true);
    WorkflowStub workflow =
        desk.temporal()
            .client()
            .newUntypedWorkflowStub(
                TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(workflowId)
                    .setTaskQueue(taskQueue)
                    .setStaticSummary("rollback of run " + run)
                    .build());
    desk.within(CALL, "start of workflow '" + workflowId + "'", () -> start(workflow, input));
    return order.print(
        desk.within(
            patience,
            "rollback '" + workflowId + "'",
            () -> workflow.getResult(RollbackWorkflow.Result.class)),
        this::tell);
  }

  private static WorkflowStub start(WorkflowStub workflow, ObjectNode input) {
    try {
      workflow.start(input);
      return workflow;
    } catch (WorkflowExecutionAlreadyStarted running) {
      throw new Failure(
          ErrorCode.RUN_BUSY,
          "another rollback of the run is under way: workflow '"
              + running.getExecution().getWorkflowId()
              + "'; wait for it",
          running);
    }
  }

  private List<String> tell(RollbackWorkflow.Result result) {
    List<String> lines = new ArrayList<>();
    lines.add("Rollback of run " + result.run() + ": " + result.status().replace('_', ' '));
    TextTable table = new TextTable("phase", "entity", "table", "status", ">rows", ">checks");
    for (RollbackWorkflow.Step step : result.steps()) {
      table.row(
          step.phase(),
          step.entity(),
          step.table(),
          step.status().replace('_', ' '),
          String.format(Locale.ROOT, "%,d", step.rows()),
          Integer.toString(step.checks()));
    }
    lines.addAll(table.lines());
    for (Blocker blocker : result.blockers()) {
      lines.add(
          "in the way of " + blocker.entity() + ": " + blocker.code() + ": " + blocker.message());
    }
    if (result.code() != null && result.blockers().isEmpty()) {
      lines.add(result.code() + ": " + result.why());
    }
    if (!result.waiting().isEmpty()) {
      lines.add("wait for it: " + String.join(", ", result.waiting()));
    }
    return lines;
  }

  /** Zero when all is undone, or when a rehearsal found nothing in the way. */
  static int exit(RollbackWorkflow.Result result) {
    return result.code() == null ? ExitCodes.DONE : ExitCodes.of(ErrorCode.of(result.code()));
  }
}

package dev.crosswalk.starter.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Runs;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.temporal.TemporalFailures;
import dev.crosswalk.workflows.RunStatus;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a run of a plan; a worker resolves the plan by its name and does the work.",
      "Returns when the run has passed its preflight, or with the reason why it was refused."
    })
public final class StartCommand implements Callable<Integer> {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration PREFLIGHT = Duration.ofSeconds(60);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(names = "--plan", paramLabel = "P", description = "The plan's name.")
  private @Nullable String plan;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = {
        "Instead of a plan: let this run go on, whose workflow is gone, from any machine and on"
            + " any",
        "Temporal. It loads what it was started with; what is done stays done."
      })
  private @Nullable String resume;

  @Option(
      names = "--accept",
      description = "With --resume: go on with the plan as it is now, though it is another one.")
  private boolean accept;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "The run's id, and its workflow's. Default: plan and time.")
  private @Nullable String run;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Chunks in flight. Default: the worker's setting.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      description = "Rows a target transaction. Default: the plan's or 5000.")
  private @Nullable Integer batchRows;

  @Option(
      names = "--chunk-rows",
      paramLabel = "N",
      description = "Rows a chunk. Default: the plan's, else by volume.")
  private @Nullable Integer chunkRows;

  @Mixin private SelectionOptions selection;

  @Option(
      names = "--strict",
      description = "Refuse a source that has other numbers of rows than the plan expects.")
  private boolean strict;

  @Option(
      names = "--unattended",
      description = {
        "Nobody is there to decide: what would wait for a person ends the run, with exit code 7,",
        "once nothing else can go on; what was written stays."
      })
  private boolean unattended;

  @Option(names = "--wait", description = "Follow the run to its end, as watch does.")
  private boolean follow;

  @Option(
      names = "--print",
      description = "Print the temporal command line that does the same, and do nothing.")
  private boolean print;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StartCommand() {}

  /** The whole answer, for JSON. */
  record Answer(String run, String workflowId, String status) {}

  @Override
  public Integer call() {
    requireOneOf();
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = new Desk(Surroundings.of(spec))) {
      Runs.Line lost = resume == null ? null : desk.run(resume);
      String id = lost == null ? newId() : lost.run();
      String workflowId = lost == null ? id : lost.workflowId();
      ObjectNode input = lost == null ? input() : resumption(id);
      String taskQueue = desk.settings().taskQueue();
      if (print) {
        out.println(TemporalLine.start(workflowId, taskQueue, input.toString()));
        return ExitCodes.DONE;
      }
      WorkflowStub workflow = start(desk, workflowId, taskQueue, input);
      String status = preflight(desk, workflow, id);
      if (follow) {
        spec.commandLine().getErr().println("Run " + id + ": " + status);
        return new FollowedRun(desk, id, workflow, spec.commandLine(), resume != null)
            .toEnd(output.json());
      }
      if (output.json()) {
        output.print(new Answer(id, workflowId, status));
      } else {
        out.println("Run " + id + ": " + status);
        out.println("  crosswalk watch " + id);
        out.println("  crosswalk pause " + id + " --reason TEXT");
      }
      return ExitCodes.DONE;
    }
  }

  private String newId() {
    return run == null ? plan + "-" + STAMP.format(Instant.now()) : run;
  }

  private void requireOneOf() {
    if ((plan == null) == (resume == null)) {
      throw new ParameterException(
          spec.commandLine(), "say what to start: --plan P, or --resume RUN for one that is lost");
    }
    boolean asked =
        run != null
            || parallelism != null
            || batchRows != null
            || chunkRows != null
            || strict
            || unattended
            || selection.isGiven();
    if (resume != null && asked) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with what the run was started with; only --accept, --wait, --print and"
              + " --output go with it");
    }
    if (accept && resume == null) {
      throw new ParameterException(spec.commandLine(), "--accept needs --resume RUN");
    }
  }

  private ObjectNode input() {
    ObjectNode input = OrderOptions.fields("plan", String.valueOf(plan)); // there, or it resumes
    if (parallelism != null) {
      input.put("parallelism", parallelism);
    }
    if (batchRows != null) {
      input.put("batch_rows", batchRows);
    }
    if (chunkRows != null) {
      input.put("chunk_rows", chunkRows);
    }
    selection.addTo(input);
    if (strict) {
      input.put("strict", true);
    }
    if (unattended) {
      input.put("unattended", true);
    }
    return input;
  }

  private ObjectNode resumption(String lost) {
    ObjectNode input = OrderOptions.fields("resume", lost);
    if (accept) {
      input.put("accept", true);
    }
    if (!print) {
      input.put("actor", OrderOptions.actor());
    }
    return input;
  }

  private WorkflowStub start(Desk desk, String id, String taskQueue, ObjectNode input) {
    WorkflowStub workflow =
        desk.temporal()
            .client()
            .newUntypedWorkflowStub(
                "MigrationWorkflow",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(taskQueue)
                    .setStaticSummary(plan == null ? "resume of run " + resume : "plan " + plan)
                    .build());
    desk.within(CALL, "start of workflow '" + id + "'", () -> startOnce(workflow, id, input));
    return workflow;
  }

  private static WorkflowStub startOnce(WorkflowStub workflow, String id, ObjectNode input) {
    try {
      workflow.start(input);
      return workflow;
    } catch (WorkflowExecutionAlreadyStarted running) {
      throw new Failure(
          ErrorCode.RUN_BUSY,
          "workflow '" + id + "' is running already; watch it with: crosswalk watch " + id,
          running);
    }
  }

  /** Waits until the run has begun; its refusal is the command's. */
  private String preflight(Desk desk, WorkflowStub workflow, String id) {
    long deadline = System.nanoTime() + PREFLIGHT.toNanos();
    String status = "preparing";
    try {
      while (status.equals("preparing") && System.nanoTime() < deadline) {
        status =
            desk.within(
                CALL,
                "preflight of run '" + id + "'",
                () -> named(workflow.query("status", RunStatus.class)));
        if (status.equals("preparing")) {
          Thread.sleep(200);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.INTERNAL, "interrupted while the run started", ended);
    } catch (Failure silent) {
      if (silent.code() != ErrorCode.TIMEOUT) {
        throw silent;
      }
      spec.commandLine()
          .getErr()
          .println(
              "crosswalk: started, but no worker has taken it yet; it begins when one serves the"
                  + " task queue (crosswalk worker)");
      return "waiting for a worker";
    }
    if (status.equals("failed")) {
      refused(desk, workflow, id);
    }
    return status;
  }

  /** What a selection loads is told before anything of it is seen. */
  private String named(RunStatus status) {
    if (status.selection() != null) {
      spec.commandLine().getErr().println("Will load: " + status.selection());
    }
    return status.status();
  }

  private static void refused(Desk desk, WorkflowStub workflow, String id) {
    desk.within(
        CALL,
        "result of run '" + id + "'",
        () -> {
          try {
            return workflow.getResult(Object.class);
          } catch (WorkflowFailedException failed) {
            throw TemporalFailures.failure(failed, "run '" + id + "'", desk.temporal());
          }
        });
  }
}

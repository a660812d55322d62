package dev.crosswalk.starter.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.ReportReader;
import dev.crosswalk.starter.display.Decision;
import dev.crosswalk.starter.display.RunProgress;
import dev.crosswalk.starter.display.Terminal;
import dev.crosswalk.starter.display.Watch;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.workflows.MigrationWorkflow;
import dev.crosswalk.workflows.RunActivities.RunSummary;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starts a run, shows it until it ends, and reads its report. For one thread. */
final class DemoRun {
  private static final long LOOK_EVERY_MILLIS = 500;

  private final Demo.Choices choices;
  private final EmbeddedTemporal temporal;
  private final Databases databases;
  private final String taskQueue;
  private final Steps steps;
  private final PrintWriter err;
  private final Terminal terminal = Terminal.ofStderr(System.getenv());

  DemoRun(
      Demo.Choices choices,
      EmbeddedTemporal temporal,
      Databases databases,
      String taskQueue,
      Steps steps,
      PrintWriter err) {
    this.choices = choices;
    this.temporal = temporal;
    this.databases = databases;
    this.taskQueue = taskQueue;
    this.steps = steps;
    this.err = err;
  }

  /**
   * Returns when the run is over; fails with the run's own code when it could not be carried out.
   */
  Report execute(String run, DemoRuns.Leg leg) {
    String part = leg.entities().isEmpty() ? "" : ", of it " + String.join(", ", leg.entities());
    WorkflowStub workflow =
        steps.done(
            "Run " + which(leg.number()),
            "plan " + leg.plan().plan() + part + " as workflow " + run,
            () -> start(run, leg));
    String link = temporal.webUi(run);
    if (link != null) {
      steps.note(link);
    }
    watch(run, leg.plan(), workflow);
    return report(run);
  }

  private String which(int number) {
    return number == 0 ? "before" : choices.runs() == 1 ? "" : number + " of " + choices.runs();
  }

  private WorkflowStub start(String run, DemoRuns.Leg leg) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("plan", leg.plan().plan());
    input.put("run", run);
    if (!leg.entities().isEmpty()) {
      ArrayNode names = input.putArray("entities");
      leg.entities().forEach(names::add);
      input.put("with_deps", true);
    }
    if (choices.batchRows() != null) {
      input.put("batch_rows", choices.batchRows());
    }
    if (choices.chunkRows() != null) {
      input.put("chunk_rows", choices.chunkRows());
    }
    MigrationWorkflow workflow =
        temporal
            .client()
            .newWorkflowStub(
                MigrationWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(run)
                    .setTaskQueue(taskQueue)
                    .setStaticSummary("demo of plan " + leg.plan().plan())
                    .setStaticDetails(
                        "Synthetic data at scale "
                            + choices.synthetic().scale().toPlainString()
                            + ", embedded databases; they end with the process that started this.")
                    .build());
    try {
      WorkflowClient.start(workflow::run, input);
      return WorkflowStub.fromTyped(workflow);
    } catch (WorkflowExecutionAlreadyStarted running) {
      throw new Failure(
          ErrorCode.RUN_BUSY, "workflow '" + run + "' is running on this server", running);
    }
  }

  private void watch(String run, Plan plan, WorkflowStub workflow) {
    CompletableFuture<RunSummary> result = workflow.getResultAsync(RunSummary.class);
    List<String> approvals = new ArrayList<>();
    plan.phases().stream().filter(Phase::approval).forEach(phase -> approvals.add(phase.phase()));
    new Watch(() -> approving(progress(run), approvals, workflow), err, terminal)
        .until(
            () -> temporal.ends(result, LOOK_EVERY_MILLIS),
            progress -> decide(run, workflow, progress));
  }

  /** Nobody sits at a demo to agree: when the run first waits without a failure, the demo does. */
  private RunProgress approving(RunProgress progress, List<String> phases, WorkflowStub workflow) {
    if (progress.status().equals("awaiting_decision") && progress.failed() == null) {
      for (String phase : phases) {
        workflow.signal("approve", JsonNodeFactory.instance.objectNode().put("phase", phase));
        err.println("  Phase " + phase + " waits for a person's approval; the demo approves it.");
      }
      err.flush();
      phases.clear();
    }
    return progress;
  }

  /** Nobody sits at a demo to decide, unless it is kept: it ends the run and tells why. */
  private void decide(String run, WorkflowStub workflow, RunProgress progress) {
    RunProgress.Entity entity = progress.failed();
    if (entity == null) {
      return;
    }
    err.println(
        "  " + entity.entity() + " cannot go on: " + entity.code() + ": " + entity.reason());
    if (choices.keep()) {
      err.println("  It waits for your decision, from another terminal:");
      err.println("    export TEMPORAL_ADDRESS='" + temporal.address() + "'");
      Decision.lines(run, entity.entity()).forEach(line -> err.println("    " + line));
      err.flush();
      return;
    }
    err.println("  Ending the run; with --keep it would wait for a decision.");
    err.flush();
    ObjectNode reason = JsonNodeFactory.instance.objectNode();
    reason.put("reason", "a demo that is not kept waits for no decision");
    workflow.signal("abort", reason);
  }

  private RunProgress progress(String run) {
    try (Connection target = databases.target()) {
      return RunProgress.read(target, run);
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "progress of run '" + run + "'");
    }
  }

  private Report report(String run) {
    try (Connection target = databases.target()) {
      target.setAutoCommit(false);
      target.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Report report = new ReportReader(target, run).read();
      target.rollback();
      return report;
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "report of run '" + run + "'");
    }
  }
}

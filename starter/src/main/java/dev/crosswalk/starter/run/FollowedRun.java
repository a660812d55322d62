package dev.crosswalk.starter.run;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Report;
import dev.crosswalk.starter.display.Decision;
import dev.crosswalk.starter.display.RunEnd;
import dev.crosswalk.starter.display.RunProgress;
import dev.crosswalk.starter.display.RunText;
import dev.crosswalk.starter.display.Terminal;
import dev.crosswalk.starter.display.Watch;
import dev.crosswalk.temporal.TemporalFailures;
import dev.crosswalk.workflows.RunActivities.RunSummary;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/**
 * Follows a run to its end: progress on stderr, the account on stdout. It only looks, so it may be
 * ended at any time; a database or a Temporal that is away for a while is waited for.
 */
final class FollowedRun {
  private static final long LOOK_EVERY_MILLIS = 500;

  private final Desk desk;
  private final String run;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CompletableFuture<RunSummary> result;
  private RunProgress last = new RunProgress("preparing", List.of());
  private boolean away;
  private boolean current;

  /**
   * Begins to wait for the result.
   *
   * @param resumed whether an earlier end of the run may stand in the ledger until a worker takes
   *     it
   */
  FollowedRun(Desk desk, String run, WorkflowStub workflow, CommandLine command, boolean resumed) {
    this.current = !resumed;
    this.desk = desk;
    this.run = run;
    this.out = command.getOut();
    this.err = command.getErr();
    this.result = workflow.getResultAsync(RunSummary.class);
  }

  /** Returns the exit code that tells how the run ended. */
  int toEnd(boolean json) {
    new Watch(this::progress, err, Terminal.ofStderr(System.getenv()))
        .until(this::over, this::decision);
    Report report = desk.report(run);
    if (json) {
      out.println(report.json());
    } else {
      RunText.of(report).forEach(out::println);
    }
    return RunEnd.exitCode(report);
  }

  private RunProgress progress() {
    try {
      last = desk.progress(run);
      current |= !last.over();
      away = false;
    } catch (Failure failed) {
      if (!failed.code().retryable()) {
        throw failed;
      }
      if (!away) {
        err.println("  " + failed.getMessage());
        away = true;
      }
    }
    return last;
  }

  /** The ledger's word is enough; Temporal's is needed when a run fails before it is in there. */
  private boolean over() {
    try {
      result.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return current && last.over();
    } catch (ExecutionException failed) {
      boolean closed =
          failed.getCause() instanceof WorkflowFailedException
              || failed.getCause() instanceof WorkflowNotFoundException;
      LostRun lost = closed && !last.over() ? LostRun.find(desk, run) : null;
      if (lost != null) {
        throw lost.failure();
      }
      if (failed.getCause() instanceof WorkflowFailedException) {
        throw TemporalFailures.failure(failed, "run '" + run + "'", desk.temporal());
      }
      return rest();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.INTERNAL, "interrupted while the run went on", ended);
    }
  }

  /** Temporal cannot tell, so that only the ledger is looked at. */
  private boolean rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.INTERNAL, "interrupted while the run went on", ended);
    }
    return last.over();
  }

  private void decision(RunProgress progress) {
    RunProgress.Entity entity = progress.failed();
    if (entity == null) {
      return;
    }
    err.println(
        "  " + entity.entity() + " cannot go on: " + entity.code() + ": " + entity.reason());
    err.println("  The run waits for a decision, from another terminal:");
    Decision.lines(run, entity.entity()).forEach(line -> err.println("    " + line));
    err.flush();
  }
}

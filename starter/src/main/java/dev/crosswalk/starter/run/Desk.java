package dev.crosswalk.starter.run;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Report;
import dev.crosswalk.report.ReportReader;
import dev.crosswalk.report.Runs;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.display.RunProgress;
import dev.crosswalk.temporal.TemporalConnection;
import dev.crosswalk.temporal.TemporalFailures;
import io.temporal.client.WorkflowStub;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a command about runs can reach: the ledger, and Temporal within a deadline. Nothing is
 * connected before it is asked for. For one thread.
 */
public final class Desk implements AutoCloseable {
  private final Settings settings;
  private final TemporalConnection temporal;
  private @Nullable Connection ledger;
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "crosswalk-call");
            thread.setDaemon(true); // a call that nobody waits for any more must not hold the exit
            return thread;
          });

  public Desk(Surroundings surroundings) {
    this.settings = surroundings.settings();
    this.temporal = new TemporalConnection(surroundings.temporal());
  }

  /** Work on the ledger. */
  public interface Question<T> {
    T ask(Connection target) throws SQLException;
  }

  public Settings settings() {
    return settings;
  }

  public TemporalConnection temporal() {
    return temporal;
  }

  public WorkflowStub workflow(String workflowId) {
    return temporal.client().newUntypedWorkflowStub(workflowId);
  }

  /**
   * Asks the ledger, in one snapshot of it. Its one connection is kept for the next question, but
   * never after a failure.
   */
  public <T> T ledger(Question<T> question) {
    boolean answered = false;
    try {
      Connection target = ledger == null ? connect() : ledger;
      T answer = question.ask(target);
      target.rollback();
      answered = true;
      return answer;
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "the ledger in the target");
    } finally {
      if (!answered) {
        disconnect();
      }
    }
  }

  private Connection connect() throws SQLException {
    Connection target = settings.target().connect("target");
    ledger = target;
    target.setAutoCommit(false);
    target.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    target.setReadOnly(true);
    return target;
  }

  /** Closes the ledger, so that the next question begins with a new connection. */
  private void disconnect() {
    if (ledger != null) {
      try {
        ledger.close();
      } catch (SQLException gone) {
        // It only ever reads: there is nothing to lose.
      }
      ledger = null;
    }
  }

  Runs runs() {
    return ledger(Runs::read);
  }

  Report report(String run) {
    return ledger(target -> new ReportReader(target, run).read());
  }

  RunProgress progress(String run) {
    return ledger(target -> RunProgress.read(target, run));
  }

  /** The run that a command means: by run id or workflow id, without a name the latest one. */
  public Runs.Line run(@Nullable String name) {
    Runs runs = runs();
    Runs.Line line = name == null ? runs.all().stream().findFirst().orElse(null) : runs.find(name);
    if (line == null) {
      throw new Failure(
          ErrorCode.INPUT,
          name == null
              ? "the ledger knows no run yet; start one with: crosswalk start --plan core"
              : "the ledger knows no run '" + name + "'; see: crosswalk runs");
    }
    return line;
  }

  /**
   * The workflow to talk to. A run that is still preparing is not in the ledger yet, and one that
   * is over takes no orders.
   */
  String workflowId(@Nullable String name) {
    if (name != null && !settings.has(Access.TARGET)) {
      return name;
    }
    Runs.Line line = name == null ? run(null) : runs().find(name);
    if (line == null) {
      return String.valueOf(name);
    }
    if (line.ended() != null) {
      throw new Failure(
          ErrorCode.INPUT,
          "run '"
              + line.run()
              + "' is over: "
              + line.status().replace('_', ' ')
              + "; see: crosswalk status "
              + line.run());
    }
    return line.workflowId();
  }

  /** Calls Temporal, but no longer than this: without a worker, its answer may never come. */
  public <T> T within(Duration patience, String what, Callable<T> call) {
    Future<T> answer = calls.submit(call);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException silent) {
      answer.cancel(true);
      throw new Failure(
          ErrorCode.TIMEOUT,
          what
              + ": no answer within "
              + patience.toSeconds()
              + " s; see that a worker serves the run (crosswalk worker), then try again",
          silent);
    } catch (ExecutionException failed) {
      throw TemporalFailures.failure(failed, what, temporal);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.INTERNAL, "interrupted: " + what, ended);
    }
  }

  @Override
  public void close() {
    disconnect();
    temporal.close();
    calls.shutdownNow();
  }
}

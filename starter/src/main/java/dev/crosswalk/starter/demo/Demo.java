package dev.crosswalk.starter.demo;

import dev.crosswalk.database.Databases;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.report.Report;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.display.RunEnd;
import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.starter.embedded.EmbeddedWorker;
import dev.crosswalk.starter.embedded.Resources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One demonstration from empty servers to the last account. For one thread. */
final class Demo {
  private final Choices choices;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final Resources resources = new Resources();
  private final Steps steps;

  /** What the command line asks for; without a parallelism, the worker's own. */
  record Choices(
      String plan,
      LegacyDatabase.Synthetic synthetic,
      int runs,
      @Nullable Integer parallelism,
      boolean keep,
      boolean webUi,
      Path reports,
      boolean json) {}

  Demo(Choices choices, PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.choices = choices;
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.steps = new Steps(err);
  }

  /** Returns the exit code of the last run; with {@code --keep} it ends by a signal only. */
  int run() {
    try {
      Library library = new Library(PlanFiles.builtIn());
      library.compile(choices.plan()); // says what is wrong before anything is started
      ReportFiles reports = new ReportFiles(choices.reports());
      int exit = migrate(library, reports);
      if (choices.keep()) {
        holdUntilSignal();
      }
      return exit;
    } catch (RuntimeException failed) {
      if (resources.ending()) {
        holdUntilSignal(); // servers went away under our feet: the signal's exit code counts
      }
      throw failed;
    } finally {
      resources.close();
    }
  }

  private int migrate(Library library, ReportFiles reports) {
    EmbeddedDatabases databases = prepareDatabases();
    EmbeddedTemporal temporal = startTemporal();
    String suffix = temporal.kind() == EmbeddedTemporal.Kind.EXTERNAL ? "-" + random() : "";
    String taskQueue = EmbeddedWorker.TASK_QUEUE + (suffix.isEmpty() ? "" : "-demo" + suffix);
    int parallelism =
        choices.parallelism() == null ? EmbeddedWorker.defaultParallelism() : choices.parallelism();
    steps.done(
        "Worker",
        parallelism + " chunks in flight, task queue " + taskQueue,
        () ->
            resources.open(
                () ->
                    EmbeddedWorker.start(
                        temporal,
                        library,
                        databases.source(),
                        databases.target(),
                        taskQueue,
                        parallelism)));
    Databases pools =
        resources.open(() -> new Databases(databases.source(), databases.target(), 2));
    DemoRun demoRun = new DemoRun(choices, temporal, pools, taskQueue, steps, err);
    Connections connections = new Connections(databases, temporal, taskQueue);
    Closing closing = new Closing(choices, connections, out);
    int exit = ExitCodes.DONE;
    for (int number = 1; number <= choices.runs() && cameToItsEnd(exit); number++) {
      String run = "demo-" + choices.plan() + (number == 1 ? "" : "-" + number) + suffix;
      Report report = closing.withNextSteps(demoRun.execute(run, number));
      Path file = reports.write(report);
      exit = RunEnd.exitCode(report);
      closing.print(report, file, number == choices.runs() || !cameToItsEnd(exit));
    }
    if (choices.keep()) {
      connections.print(err, reports, choices.plan());
    }
    return exit;
  }

  private static boolean cameToItsEnd(int exit) {
    return exit == ExitCodes.DONE || exit == ExitCodes.REJECTS;
  }

  private EmbeddedDatabases prepareDatabases() {
    EmbeddedDatabases databases =
        steps.done(
            "PostgreSQL",
            "embedded, loopback only, gone when this ends",
            () -> resources.open(EmbeddedDatabases::start));
    LegacyDatabase.Synthetic synthetic = choices.synthetic();
    steps.done(
        "Legacy data",
        "synthetic: scale "
            + synthetic.scale().toPlainString()
            + ", seed "
            + synthetic.seed()
            + ", quirks "
            + synthetic.quirks(),
        () -> {
          databases.generate(synthetic);
          return databases;
        });
    steps.done(
        "Modern schema",
        "tables, ledger, roles; the worker enters as reader and loader, never as owner",
        () -> {
          databases.applySchemas(EmbeddedDatabases.MODERN);
          return databases;
        });
    return databases;
  }

  private EmbeddedTemporal startTemporal() {
    EmbeddedTemporal temporal =
        steps.done(
            "Temporal",
            EmbeddedTemporal::describe,
            () -> resources.open(() -> EmbeddedTemporal.start(choices.webUi(), environment)));
    if (temporal.kind() == EmbeddedTemporal.Kind.IN_MEMORY) {
      steps.note("for a Web UI: install the temporal CLI, or say --web-ui to have one downloaded");
    }
    return temporal;
  }

  private static String random() {
    return Integer.toString(100_000 + new SecureRandom().nextInt(900_000));
  }

  private static void holdUntilSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new Failure(ErrorCode.INTERNAL, "interrupted while waiting for a signal", ended);
    }
  }
}

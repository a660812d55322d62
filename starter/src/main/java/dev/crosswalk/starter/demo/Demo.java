package dev.crosswalk.starter.demo;

import dev.crosswalk.database.Databases;
import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.lint.Prerequisites;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.report.Report;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.display.RunEnd;
import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.starter.embedded.EmbeddedWorker;
import dev.crosswalk.starter.embedded.Resources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One demonstration from empty servers to the last account. For one thread. */
final class Demo {
  private final Choices choices;
  private final Surroundings.Top commands;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Resources resources = new Resources();
  private final Steps steps;

  /** What the command line asks for; null is left to the worker and to the plan. */
  record Choices(
      String plan,
      boolean fromEmpty,
      LegacyDatabase.Synthetic synthetic,
      int runs,
      @Nullable Integer parallelism,
      @Nullable Integer batchRows,
      @Nullable Integer chunkRows,
      boolean tour,
      boolean keep,
      boolean webUi,
      Path reports,
      boolean json) {}

  Demo(Choices choices, Surroundings.Top commands, PrintWriter out, PrintWriter err) {
    this.choices = choices;
    this.commands = commands;
    this.out = out;
    this.err = err;
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
    Connections connections = new Connections(databases, temporal, taskQueue);
    if (choices.tour()) {
      return tour("tour" + suffix, reports, connections);
    }
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
    Closing closing = new Closing(choices, connections, out);
    Map<String, Integer> named = new TreeMap<>();
    DemoRuns runs =
        new DemoRuns(
            library,
            plan -> missing(library, plan, pools),
            leg -> {
              String name = leg.plan().plan();
              int times = named.merge(name, 1, Integer::sum);
              String run = "demo-" + name + (times == 1 ? "" : "-" + times) + suffix;
              Report report = closing.withNextSteps(demoRun.execute(run, leg));
              int exit = RunEnd.exitCode(report);
              boolean last = leg.number() == choices.runs() || !DemoRuns.cameToItsEnd(exit);
              closing.print(report, reports.write(report), last);
              return exit;
            });
    int exit = runs.execute(choices.plan(), choices.fromEmpty(), choices.runs());
    if (choices.keep()) {
      connections.print(err, reports, choices.plan());
    }
    return exit;
  }

  private static List<Prerequisites.Load> missing(Library library, Plan plan, Databases databases) {
    try (Connection target = databases.target()) {
      return Prerequisites.loads(
          library, Prerequisites.missing(library, library.compile(plan), target));
    } catch (SQLException failed) {
      throw SqlFailures.failure(failed, "prerequisites of plan '" + plan.plan() + "'");
    }
  }

  private int tour(String run, ReportFiles reports, Connections connections) {
    if (connections.temporal().kind() == EmbeddedTemporal.Kind.IN_MEMORY) {
      throw new Failure(
          ErrorCode.INPUT,
          "the tour kills a worker, and the in-memory Temporal does not get over that: install the"
              + " temporal CLI, or say --web-ui to have one downloaded");
    }
    int exit = new Tour(run, commands, connections, resources, out, err).take();
    if (choices.keep()) {
      connections.print(err, reports, choices.plan());
    }
    return exit;
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
            () ->
                resources.open(
                    () ->
                        EmbeddedTemporal.start(
                            choices.webUi(), commands.surroundings().environment())));
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

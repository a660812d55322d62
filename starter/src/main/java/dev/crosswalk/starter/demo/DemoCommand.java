package dev.crosswalk.starter.demo;

import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.schema.SyntheticOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crosswalk demo}: a whole migration on this machine, with nothing but a JDK. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Runs a plan on synthetic data, with databases, Temporal and worker in this process. Before"
          + " it,",
      "the plan that it starts from, and what it needs besides; each with its account.",
      "",
      "Nothing of it is real, and none of the CROSSWALK_SOURCE_* and CROSSWALK_TARGET_* settings is"
          + " read. Temporal is the server of TEMPORAL_ADDRESS; else a dev server of the temporal"
          + " CLI on the PATH (or CROSSWALK_TEMPORAL_CLI); else, with --web-ui, one that is"
          + " downloaded; else an in-memory service without Web UI."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is in the target",
      "1:internal error; please report it",
      "2:an option or a plan is wrong",
      "3:blocked before a row was written",
      "4:completed, with rejects",
      "6:a gate failed, or accounts do not balance",
      "7:aborted by an operator",
      "75:a server did not start or answer",
      "130:ended by Ctrl-C (143: by SIGTERM)"
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(names = "--plan", paramLabel = "NAME", defaultValue = "core", description = "The plan.")
  private String plan;

  @Option(
      names = "--from-empty",
      description = "Load what the plan needs, not the plan that it starts from.")
  private boolean fromEmpty;

  @Mixin private SyntheticOptions synthetic;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often to run it over the same target; the second time inserts nothing.")
  private int runs;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Chunks in flight. Default: the number of cores, at most 4.")
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

  @Option(
      names = "--tour",
      description = {
        "Instead of one run: kill a worker in the middle, mend a rejected row, undo a phase and",
        "load it again, each by the commands for it. Needs a Temporal server that outlives a"
            + " worker."
      })
  private boolean tour;

  @Option(
      names = "--keep",
      description =
          "Afterwards hold databases, Temporal and worker until Ctrl-C, for other commands.")
  private boolean keep;

  @Option(
      names = "--web-ui",
      description = "Download Temporal's dev server, once, if there is none; it has a Web UI.")
  private boolean webUi;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      defaultValue = "crosswalk-report",
      description = "Where reports go, in a directory for each run.")
  private Path reports;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  DemoCommand() {}

  @Override
  public Integer call() {
    LegacyDatabase.Synthetic data = synthetic.get();
    require(runs >= 1, "--runs must be 1 or more");
    require(
        parallelism == null || (parallelism >= 1 && parallelism <= 64),
        "--parallelism must be from 1 to 64");
    require(
        !tour || (runs == 1 && !output.json() && plan.equals(Tour.PLAN)),
        "--tour goes its own way through the plan " + Tour.PLAN + ": no --plan, --runs, --output");
    Demo.Choices choices =
        new Demo.Choices(
            plan,
            fromEmpty,
            data,
            runs,
            parallelism,
            batchRows,
            chunkRows,
            tour,
            keep,
            webUi,
            reports,
            output.json());
    return new Demo(
            choices,
            Surroundings.top(spec),
            spec.commandLine().getOut(),
            spec.commandLine().getErr())
        .run();
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}

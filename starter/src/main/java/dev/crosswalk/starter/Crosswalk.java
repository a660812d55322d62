package dev.crosswalk.starter;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.starter.backup.BackupCommand;
import dev.crosswalk.starter.bench.BenchCommand;
import dev.crosswalk.starter.chaos.ChaosCommand;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.config.ConfigCommand;
import dev.crosswalk.starter.demo.DemoCommand;
import dev.crosswalk.starter.doctor.DoctorCommand;
import dev.crosswalk.starter.plan.PlanCommand;
import dev.crosswalk.starter.rejects.RejectsCommand;
import dev.crosswalk.starter.rejects.TraceCommand;
import dev.crosswalk.starter.run.AbortCommand;
import dev.crosswalk.starter.run.ApproveCommand;
import dev.crosswalk.starter.run.PauseCommand;
import dev.crosswalk.starter.run.ReportCommand;
import dev.crosswalk.starter.run.ResumeCommand;
import dev.crosswalk.starter.run.RetryCommand;
import dev.crosswalk.starter.run.RollbackCommand;
import dev.crosswalk.starter.run.RunsCommand;
import dev.crosswalk.starter.run.SkipCommand;
import dev.crosswalk.starter.run.StartCommand;
import dev.crosswalk.starter.run.StatusCommand;
import dev.crosswalk.starter.run.TuneCommand;
import dev.crosswalk.starter.run.ValidateCommand;
import dev.crosswalk.starter.run.WatchCommand;
import dev.crosswalk.starter.schema.GenerateCommand;
import dev.crosswalk.starter.schema.SchemaCommand;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entry point. Each command prints data to stdout and the rest to stderr. */
@Command(
    name = "crosswalk",
    mixinStandardHelpOptions = true,
    versionProvider = Crosswalk.Version.class,
    description = "Migrates a legacy PostgreSQL into a modern one and accounts for every row.",
    subcommands = {
      DemoCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      GenerateCommand.class,
      SchemaCommand.class,
      PlanCommand.class,
      ExplainCommand.class,
      WorkerCommand.class,
      StartCommand.class,
      RunsCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      SkipCommand.class,
      RetryCommand.class,
      AbortCommand.class,
      RollbackCommand.class,
      ApproveCommand.class,
      TuneCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      RejectsCommand.class,
      TraceCommand.class,
      BackupCommand.class,
      GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, nothing was rejected",
      "1:internal error; please report it",
      "2:the command line, a setting or a plan is wrong",
      "3:blocked before a row was written",
      "4:completed, with rejects",
      "6:validation failed",
      "7:stopped by an operator",
      "9:resume refused: the plan has changed",
      "75:temporary failure; try again later",
      "130:ended by Ctrl-C (143: by SIGTERM)"
    },
    footer = {
      "",
      "Start with: crosswalk demo",
      "More to hear: CROSSWALK_LOG=DEBUG. No colours: NO_COLOR=1. JVM: CROSSWALK_JAVA_OPTS."
    })
public final class Crosswalk implements Runnable, Surroundings.Top {
  private static final String LOG_LEVEL = "CROSSWALK_LOG";

  @Spec private CommandSpec spec;
  private final Surroundings surroundings;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  Crosswalk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    if (System.getenv(LOG_LEVEL) == null) {
      // A command tells people itself what it does; the log is for a worker of its own.
      System.setProperty(LOG_LEVEL, "WARN");
    }
    System.exit(commandLine(Surroundings.ofProcess()).execute(arguments));
  }

  public static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new Crosswalk(surroundings))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Crosswalk::misused)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> failed(failure, command.getErr()));
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public CommandLine at(Surroundings elsewhere) {
    return commandLine(elsewhere);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    command.getErr().println("crosswalk: " + misuse.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(misuse, command.getErr());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
  }

  private static int failed(Exception failure, PrintWriter err) {
    if ("DEBUG".equals(System.getenv(LOG_LEVEL))) {
      failure.printStackTrace(err);
    }
    if (failure instanceof Failure known) {
      err.println("crosswalk: " + known.code().key() + ": " + known.getMessage());
      return ExitCodes.of(known.code());
    }
    err.println(
        "crosswalk: "
            + ErrorCode.INTERNAL.key()
            + ": "
            + failure
            + "; CROSSWALK_LOG=DEBUG tells where");
    return ExitCodes.INTERNAL;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Crosswalk.class.getPackage().getImplementationVersion();
      return new String[] {
        "crosswalk " + (version == null ? "(not packaged)" : version),
        "Java " + Runtime.version() + " on " + System.getProperty("os.name")
      };
    }
  }
}

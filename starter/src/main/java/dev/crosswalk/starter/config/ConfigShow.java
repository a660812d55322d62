package dev.crosswalk.starter.config;

import dev.crosswalk.report.TextTable;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.settings.Settings.Line;
import dev.crosswalk.starter.command.ExitCodes;
import dev.crosswalk.starter.command.OutputOption;
import dev.crosswalk.starter.command.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crosswalk config show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every setting, its value and where it came from. Secrets are masked.",
      "What is wrong goes to stderr; what could be read is shown all the same."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is wrong", "2:something is"})
final class ConfigShow implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Shows what holds under another profile: development, staging, production.")
  private @Nullable String profile;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ConfigShow() {}

  /** The whole answer, for JSON. */
  record Answer(List<Line> settings, List<String> problems) {}

  @Override
  public Integer call() {
    Map<String, String> options = profile == null ? Map.of() : Map.of("profile", profile);
    Surroundings surroundings = Surroundings.of(spec);
    Settings settings =
        Settings.read(options, surroundings.environment(), surroundings.directory());
    TemporalLines temporal = new TemporalLines(surroundings.environment());
    List<Line> lines = new ArrayList<>(settings.lines());
    lines.addAll(temporal.lines());
    List<String> problems = new ArrayList<>(settings.problems());
    problems.addAll(temporal.problems());
    if (output.json()) {
      output.print(new Answer(lines, problems));
    } else {
      TextTable table = new TextTable("setting", "value", "where from");
      lines.forEach(line -> table.row(line.name(), line.value(), line.origin()));
      table.lines().forEach(spec.commandLine().getOut()::println);
    }
    problems.forEach(problem -> spec.commandLine().getErr().println("crosswalk: " + problem));
    return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.USAGE;
  }
}

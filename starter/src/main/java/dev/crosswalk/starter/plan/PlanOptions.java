package dev.crosswalk.starter.plan;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which library a {@code plan} command reads. */
final class PlanOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--plans",
      paramLabel = "DIR",
      description = {
        "A directory with plans and entities of your own.",
        "Default: the setting 'plans' (CROSSWALK_PLANS), else the built-in ones."
      })
  private @Nullable Path directory;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PlanOptions() {}

  Library library() {
    return new Library(PlanFiles.of(settings().plans()));
  }

  /** The settings; fails when one is wrong, or missing though it is needed. */
  Settings settings(Access... needed) {
    Map<String, String> options =
        directory == null ? Map.of() : Map.of("plans", directory.toString());
    return Surroundings.of(spec).settings(options, needed);
  }

  /** The databases of the settings, as far as they are there. */
  Live live() {
    return new Live(settings(), spec.commandLine().getErr());
  }
}

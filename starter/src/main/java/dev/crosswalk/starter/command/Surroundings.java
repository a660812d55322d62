package dev.crosswalk.starter.command;

import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.temporal.TemporalConnection;
import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command runs: what it is told other than by its arguments. */
public record Surroundings(Map<String, String> environment, Path directory) {
  /** The top of a command line, which knows where all of its commands run. */
  public interface Top {
    Surroundings surroundings();

    /** The same commands, run elsewhere. */
    CommandLine at(Surroundings elsewhere);
  }

  public static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), Path.of(""));
  }

  /** Those of the command line that a command belongs to. */
  public static Surroundings of(CommandSpec command) {
    return top(command).surroundings();
  }

  /** The command line that a command belongs to. */
  public static Top top(CommandSpec command) {
    return (Top) command.root().userObject();
  }

  /** Fails with everything that is wrong or, of what is needed, missing. */
  public Settings settings(Access... needed) {
    return settings(Map.of(), needed);
  }

  /**
   * The same, with what options of the command say.
   *
   * @param options by the setting's name, such as {@code plans}
   */
  public Settings settings(Map<String, String> options, Access... needed) {
    return Settings.load(options, environment, directory, needed);
  }

  /** Where Temporal is; fails when its variables or its file cannot be read. */
  public ClientConfigProfile temporal() {
    return TemporalConnection.settings(environment);
  }
}

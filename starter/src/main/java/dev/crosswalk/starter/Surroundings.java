package dev.crosswalk.starter;

import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.temporal.TemporalConnection;
import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command runs: what it is told other than by its arguments. */
record Surroundings(Map<String, String> environment, Path directory) {
  static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), Path.of(""));
  }

  /** Those of the command line that a command belongs to. */
  static Surroundings of(CommandSpec command) {
    return ((Crosswalk) command.root().userObject()).surroundings();
  }

  /** Fails with everything that is wrong or, of what is needed, missing. */
  Settings settings(Access... needed) {
    return Settings.load(environment, directory, needed);
  }

  ClientConfigProfile temporal() {
    return TemporalConnection.settings(environment);
  }
}

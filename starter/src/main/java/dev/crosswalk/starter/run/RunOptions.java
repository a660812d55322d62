package dev.crosswalk.starter.run;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which run a command is about. */
final class RunOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "Run id or workflow id. Default: the last run.")
  private @Nullable String run;

  @Nullable String run() {
    return run;
  }
}

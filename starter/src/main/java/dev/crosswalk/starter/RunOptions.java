package dev.crosswalk.starter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which run a command is about, and how it answers. */
final class RunOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "Run id or workflow id. Default: the last run.")
  private @Nullable String run;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "What to print on stdout: ${COMPLETION-CANDIDATES}.")
  private Output output;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RunOptions() {}

  @Nullable String run() {
    return run;
  }

  boolean json() {
    return output == Output.JSON;
  }
}

package dev.crosswalk.starter.rejects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which rejects a command is about. */
final class RejectOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "Run id or workflow id. Default: the last run.")
  private @Nullable String run;

  @Option(names = "--entity", paramLabel = "E", description = "Rows of this entity only.")
  private @Nullable String entity;

  @Option(names = "--code", paramLabel = "C", description = "Rows with this code only.")
  private @Nullable String code;

  @Nullable String run() {
    return run;
  }

  @Nullable String entity() {
    return entity;
  }

  @Nullable String code() {
    return code;
  }
}

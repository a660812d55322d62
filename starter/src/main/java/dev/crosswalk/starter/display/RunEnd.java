package dev.crosswalk.starter.display;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.report.Report;
import dev.crosswalk.starter.command.ExitCodes;

/** How a command ends that saw a run come to its end. */
public final class RunEnd {
  private RunEnd() {}

  public static int exitCode(Report report) {
    boolean gateFailed =
        report.phases().stream()
            .flatMap(phase -> phase.entities().stream())
            .anyMatch(entity -> ErrorCode.GATE.key().equals(entity.code()));
    String status = report.run().status();
    if (gateFailed || (status.startsWith("completed") && !report.totals().balanced())) {
      return ExitCodes.INVALID;
    }
    return switch (status) {
      case "completed" -> ExitCodes.DONE;
      case "completed_with_rejects" -> ExitCodes.REJECTS;
      case "aborted" -> aborted(report);
      default -> ExitCodes.INTERNAL;
    };
  }

  /** A run that could not go on was ended for its error; any other was ended by somebody. */
  private static int aborted(Report report) {
    for (Report.Phase phase : report.phases()) {
      for (Report.Entity entity : phase.entities()) {
        if (entity.code() != null) {
          return ExitCodes.of(ErrorCode.of(entity.code()));
        }
      }
    }
    return ExitCodes.STOPPED;
  }
}

package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import org.jspecify.annotations.Nullable;

/** Failures as Temporal carries them: the type is the error code's key, nothing else is kept. */
public final class Failures {
  private Failures() {}

  /** The failure of an activity or a workflow, retryable when its code is. */
  public static ApplicationFailure of(ErrorCode code, String message) {
    return code.retryable()
        ? ApplicationFailure.newFailure(message, code.key())
        : ApplicationFailure.newNonRetryableFailure(message, code.key());
  }

  /** A failure that is not tried again, though its code might be. */
  public static ApplicationFailure givenUp(ErrorCode code, String message) {
    return ApplicationFailure.newNonRetryableFailure(message, code.key());
  }

  /** Temporal shows only the message of a refused update, so code and remedy stand in it. */
  static ApplicationFailure input(ErrorCode code, String message) {
    return ApplicationFailure.newNonRetryableFailure(code.key() + ": " + message, code.key());
  }

  /** The innermost application failure, or null when there is none. */
  static @Nullable ApplicationFailure application(Throwable failure) {
    ApplicationFailure found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure application) {
        found = application;
      }
    }
    return found;
  }

  /** Code and sentence of whatever went wrong with a child or an activity. */
  static Problem problem(TemporalFailure failure) {
    ApplicationFailure application = application(failure);
    return application == null
        ? new Problem(ErrorCode.INTERNAL.key(), failure.getClass().getSimpleName())
        : new Problem(application.getType(), application.getOriginalMessage());
  }

  /** What a person needs to decide. */
  record Problem(String code, String message) {}
}

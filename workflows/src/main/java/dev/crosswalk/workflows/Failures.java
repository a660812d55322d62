package dev.crosswalk.workflows;

import dev.crosswalk.failure.ErrorCode;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
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

  /** A failure that is tried again, though its code says that this is of no use. */
  public static ApplicationFailure again(ErrorCode code, String message) {
    return ApplicationFailure.newFailure(message, code.key());
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
  static Problem problem(Throwable failure) {
    ApplicationFailure application = application(failure);
    if (application == null) {
      return new Problem(ErrorCode.INTERNAL.key(), withoutCode(failure));
    }
    String prefix = application.getType() + ": ";
    String message = application.getOriginalMessage();
    return new Problem(
        application.getType(),
        message.startsWith(prefix) ? message.substring(prefix.length()) : message);
  }

  private static String withoutCode(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String what = failure instanceof ChildWorkflowFailure ? "child workflow" : "activity";
    if (innermost instanceof TerminatedFailure) {
      return "its " + what + " was terminated from outside";
    }
    if (innermost instanceof CanceledFailure) {
      return "its " + what + " was cancelled from outside";
    }
    return "its " + what + " ended with " + innermost.getClass().getSimpleName();
  }

  /**
   * The failure that ends a workflow: code and sentence on its surface, where command line and Web
   * UI show them, instead of an activity's name and a chain of causes.
   */
  static ApplicationFailure readable(Throwable failure) {
    Problem problem = problem(failure);
    ApplicationFailure readable =
        ApplicationFailure.newNonRetryableFailure(problem.sentence(), problem.code());
    readable.setStackTrace(new StackTraceElement[0]); // says nothing about what is to be done
    return readable;
  }

  /** The failure of what has come to its end without the ledger knowing it, for this reason. */
  static ApplicationFailure unclosed(String what, TemporalFailure failure) {
    Problem problem =
        problem(failure).before("the " + what + " is over, but the ledger could not be told: ");
    return ApplicationFailure.newNonRetryableFailure(problem.message(), problem.code());
  }

  /** What a person needs to decide. */
  record Problem(String code, String message) {
    Problem before(String words) {
      return new Problem(code, words + message);
    }

    String sentence() {
      return code + ": " + message;
    }
  }
}

package dev.crosswalk.temporal;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** What a client's exceptions mean for who gave the command. */
public final class TemporalFailures {
  private TemporalFailures() {}

  /**
   * The failure that people are told: that of our own code when one is in the chain of causes, else
   * what the server said.
   *
   * @param what was asked, such as {@code pause of workflow 'first'}
   */
  public static Failure failure(Throwable thrown, String what, TemporalConnection temporal) {
    Failure own = own(thrown);
    if (own != null) {
      return own;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException refused) {
        return refused(refused.getStatus(), what, temporal, thrown);
      }
      if (cause instanceof WorkflowNotFoundException) {
        return gone(what, temporal, thrown);
      }
    }
    return new Failure(ErrorCode.INTERNAL, what + ": " + thrown, thrown);
  }

  /** The innermost failure that bears a code, as one sentence, or null. */
  private static @Nullable Failure own(Throwable thrown) {
    Failure found = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (cause instanceof ApplicationFailure application) {
        String message = String.valueOf(application.getOriginalMessage());
        ErrorCode code = code(application, message);
        String prefix = code.key() + ": ";
        found =
            new Failure(
                code,
                message.startsWith(prefix) ? message.substring(prefix.length()) : message,
                thrown);
      }
    }
    return found;
  }

  /** A validator's refusal has lost its type; its message begins with the code's key. */
  private static ErrorCode code(ApplicationFailure application, String message) {
    ErrorCode typed = ErrorCode.of(String.valueOf(application.getType()));
    return typed == ErrorCode.INTERNAL ? ErrorCode.of(message.split(": ", 2)[0]) : typed;
  }

  private static Failure refused(
      Status status, String what, TemporalConnection temporal, Throwable thrown) {
    String server = "Temporal at " + temporal.address();
    return switch (status.getCode()) {
      case UNAVAILABLE ->
          new Failure(
              ErrorCode.CONNECTIVITY,
              server + " does not answer; see TEMPORAL_ADDRESS, and that the server runs",
              thrown);
      case DEADLINE_EXCEEDED, CANCELLED ->
          new Failure(
              ErrorCode.TIMEOUT,
              what + ": no answer in time; see that a worker runs (crosswalk worker)",
              thrown);
      case NOT_FOUND -> gone(what, temporal, thrown);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Failure(
              ErrorCode.ACCESS,
              server + " refuses us (" + status.getCode() + "); see TEMPORAL_API_KEY and TLS",
              thrown);
      default -> new Failure(ErrorCode.INTERNAL, what + ": " + server + ": " + status, thrown);
    };
  }

  private static Failure gone(String what, TemporalConnection temporal, Throwable thrown) {
    return new Failure(
        ErrorCode.INPUT,
        what
            + ": no such workflow runs in namespace '"
            + temporal.namespace()
            + "' of "
            + temporal.address(),
        thrown);
  }
}

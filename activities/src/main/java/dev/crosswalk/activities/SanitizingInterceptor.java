package dev.crosswalk.activities;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.workflows.Failures;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.TemporalFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gate through which failures leave an activity: each is rebuilt from its code, SQLSTATE
 * and object names. Messages, details and causes of the driver may quote a patient's row, and never
 * pass.
 */
public final class SanitizingInterceptor extends WorkerInterceptorBase {
  private static final Logger LOG = LoggerFactory.getLogger(SanitizingInterceptor.class);

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (ActivityCompletionException | TemporalFailure passes) {
          throw passes;
        } catch (RuntimeException failure) {
          throw sanitized(failure);
        }
      }
    };
  }

  /** What may be told about a failure. */
  static RuntimeException sanitized(RuntimeException failure) {
    Failure known = failure(failure);
    if (known != null) {
      LOG.warn("{}: {}", known.code().key(), known.getMessage());
      return Failures.of(known.code(), String.valueOf(known.getMessage()));
    }
    StackTraceElement[] stack = failure.getStackTrace();
    String place = stack.length == 0 ? "an unknown place" : stack[0].toString();
    // The class and the place, not the message: a parser's message quotes what it could not parse.
    LOG.error("unexpected {} at {}", failure.getClass().getName(), place);
    return Failures.of(
        ErrorCode.INTERNAL, "unexpected " + failure.getClass().getName() + " at " + place);
  }

  /** The first failure in the chain of causes that has a code, or null. */
  static @Nullable Failure failure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (cause instanceof SQLException exception) {
        return SqlFailures.failure(exception, "database");
      }
    }
    return null;
  }
}

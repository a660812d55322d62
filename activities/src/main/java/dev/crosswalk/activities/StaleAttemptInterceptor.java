package dev.crosswalk.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets no attempt begin that Temporal has given up. A task that was handed to a process which was
 * then stopped begins when the process goes on, be it minutes after another attempt has done the
 * work: an opening would then open again what has long been closed. What is stopped later than here
 * meets the fences of the ledger.
 */
public final class StaleAttemptInterceptor extends WorkerInterceptorBase {
  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private @Nullable ActivityExecutionContext context;

      @Override
      public void init(ActivityExecutionContext attempt) {
        context = attempt;
        super.init(attempt);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          // Unlike those that follow, the first beat of an attempt is sent at once.
          Objects.requireNonNull(context).heartbeat(null);
        } catch (ActivityNotExistsException stale) {
          throw stale;
        } catch (ActivityCompletionException toEnd) {
          // Cancelled, or the worker ends: the work knows best how to do that.
        }
        return super.execute(input);
      }
    };
  }
}

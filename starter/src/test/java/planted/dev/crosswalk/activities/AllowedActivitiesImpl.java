package planted.dev.crosswalk.activities;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Callable;

/** Activity code may use the activity and catch what its heartbeat throws. */
public final class AllowedActivitiesImpl {
  private AllowedActivitiesImpl() {}

  static boolean isCanceled() {
    try {
      Activity.getExecutionContext().heartbeat(1);
      return false;
    } catch (ActivityCanceledException canceled) {
      return true;
    } catch (ActivityCompletionException completed) {
      throw completed;
    }
  }

  static Callable<Object> inner() {
    return new Callable<>() {
      @Override
      public Object call() {
        return Activity.getExecutionContext().getInfo();
      }
    };
  }
}

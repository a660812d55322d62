package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.activities.StaleAttemptInterceptor;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** An attempt whose process is stopped before it begins must find out that it comes too late. */
@EnabledIfEnvironmentVariable(
    named = TemporalServer.CLI,
    matches = ".+",
    disabledReason = "no temporal command line: .ci/temporal installs one and says where")
@Timeout(120)
class StaleAttemptTest {
  @ActivityInterface
  public interface Work {
    void work();
  }

  @WorkflowInterface
  public interface Flow {
    @WorkflowMethod
    void run();
  }

  /** One piece of work, for which an attempt has five seconds. */
  public static final class FlowImpl implements Flow {
    @Override
    public void run() {
      Workflow.newActivityStub(
              Work.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build())
          .work();
    }
  }

  private final List<Integer> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final CompletableFuture<String> first = new CompletableFuture<>();

  /** Stands for a process that is stopped with the first attempt in hand. */
  private final class Stopped extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        private int attempt;

        @Override
        public void init(ActivityExecutionContext context) {
          attempt = context.getInfo().getAttempt();
          super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
          if (attempt > 1) {
            return super.execute(input);
          }
          try {
            goesOn.await(60, TimeUnit.SECONDS);
            ActivityOutput output = super.execute(input);
            first.complete("did the work");
            return output;
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          } catch (ActivityNotExistsException refused) {
            first.complete("was refused");
            throw refused;
          }
        }
      };
    }
  }

  @Test
  void whatAnotherAttemptHasDoneIsNotBegun() throws Exception {
    try (TemporalServer temporal = TemporalServer.real()) {
      WorkerFactory factory =
          WorkerFactory.newInstance(
              temporal.client,
              WorkerFactoryOptions.newBuilder()
                  // The last one is the outermost: it stops before the other is asked.
                  .setWorkerInterceptors(new StaleAttemptInterceptor(), new Stopped())
                  .build());
      Worker worker = factory.newWorker("queue");
      worker.registerWorkflowImplementationTypes(FlowImpl.class);
      worker.registerActivitiesImplementations(
          (Work) () -> done.add(Activity.getExecutionContext().getInfo().getAttempt()));
      factory.start();
      temporal
          .client
          .newWorkflowStub(Flow.class, WorkflowOptions.newBuilder().setTaskQueue("queue").build())
          .run();
      goesOn.countDown();

      assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo("was refused");
      assertThat(done).containsExactly(2);
      factory.shutdownNow();
      factory.awaitTermination(10, TimeUnit.SECONDS);
    }
  }
}

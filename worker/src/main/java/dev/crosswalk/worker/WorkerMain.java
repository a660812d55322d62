package dev.crosswalk.worker;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoints;
import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.temporal.TemporalConnection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker process. Reads its settings (docs/configuration.md), then serves its task queue until
 * it is told to end. {@code CROSSWALK_HEALTH_FILE}, where it is set, names a file that is renewed
 * every ten seconds while the worker polls and Temporal answers, and removed when it ends.
 *
 * <p>Exit codes: 0 or 143 ended by a signal · 2 settings or plans are wrong · 75 Temporal cannot be
 * reached, try again later.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_BEATS = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
  private static final int USAGE = 2;
  private static final int TRY_LATER = 75;

  private WorkerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Start start = read(System.getenv());
    if (start == null) {
      System.exit(USAGE);
      return;
    }
    TemporalConnection temporal = new TemporalConnection(start.temporal());
    WorkerProcess process;
    try {
      temporal.await(PATIENCE);
      process = WorkerProcess.start(start.settings(), start.library(), temporal, start.faults());
    } catch (StatusRuntimeException refused) {
      LOG.error(
          "Temporal at {} (namespace {}) says {}; see TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE",
          temporal.address(),
          temporal.namespace(),
          refused.getStatus().getCode());
      System.exit(exitCode(refused.getStatus().getCode()));
      return;
    }
    start.health().beat(BETWEEN_BEATS, () -> temporal.answers(ANSWER_TIME));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LOG.info("ending: batches in progress commit or roll back");
                  start.health().close();
                  process.close();
                  temporal.close();
                },
                "crosswalk-shutdown"));
    new CountDownLatch(1).await();
  }

  private static int exitCode(Status.Code refusal) {
    return switch (refusal) {
      case NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED -> USAGE;
      default -> TRY_LATER;
    };
  }

  private record Start(
      WorkerSettings settings,
      ClientConfigProfile temporal,
      Library library,
      Health health,
      FaultPoints faults) {}

  /** Everything that the process is told from outside, or null after saying all that is wrong. */
  private static @Nullable Start read(Map<String, String> environment) {
    Settings settings = Settings.read(Map.of(), environment, Path.of(""));
    List<String> problems = new ArrayList<>(settings.problems(Access.SOURCE, Access.TARGET));
    ClientConfigProfile temporal = null;
    Library library = null;
    Health health = null;
    try {
      temporal = TemporalConnection.settings(environment);
    } catch (Failure unreadable) {
      problems.add(String.valueOf(unreadable.getMessage()));
    }
    try {
      library = new Library(PlanFiles.of(settings.plans()));
    } catch (Failure unusable) {
      problems.add("plans (CROSSWALK_PLANS): " + unusable.getMessage());
    }
    if (library != null) {
      library.problems().forEach(problem -> problems.add(problem.toString()));
    }
    try {
      health = Health.at(environment.get(Health.SETTING));
    } catch (Failure unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
    }
    problems.forEach(problem -> System.err.println("crosswalk worker: " + problem));
    if (temporal == null || library == null || health == null || !problems.isEmpty()) {
      return null;
    }
    WorkerSettings worker = WorkerSettings.of(settings);
    try {
      String chaos = environment.get(AnnouncedPoints.SETTING);
      return new Start(worker, temporal, library, health, AnnouncedPoints.of(chaos, worker));
    } catch (Failure refused) {
      System.err.println("crosswalk worker: " + refused.getMessage());
      return null;
    }
  }
}

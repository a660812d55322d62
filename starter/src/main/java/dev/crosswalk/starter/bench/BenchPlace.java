package dev.crosswalk.starter.bench;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.settings.Access;
import dev.crosswalk.settings.Settings;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.EmbeddedTemporal;
import dev.crosswalk.starter.embedded.Resources;
import dev.crosswalk.starter.embedded.WorkerChild;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a bench happens: its two databases, and how its worker reaches them.
 *
 * @param describe which databases, in a few words
 * @param target as its owner
 * @param workerSettings what leads a worker to them
 * @param directory where the worker finds its file of settings; null: it has none
 * @param taskQueue a new one, so that no other worker takes the work; names the runs, too
 */
record BenchPlace(
    String describe,
    BenchTables tables,
    Endpoint target,
    Map<String, String> workerSettings,
    @Nullable Path directory,
    String taskQueue) {

  /** Opens embedded databases or, when the choices say so, those of the settings. */
  static BenchPlace open(Bench.Choices choices, Surroundings surroundings, Resources resources) {
    String name = "bench-" + (100_000 + new SecureRandom().nextInt(900_000));
    BenchPlace place =
        choices.servers() ? named(name, surroundings) : embedded(name, surroundings, resources);
    place.tables().requireEmpty();
    if (choices.servers()) {
      resources.<AutoCloseable>open(() -> place.tables()::drop);
    }
    return place;
  }

  private static BenchPlace embedded(String name, Surroundings surroundings, Resources resources) {
    EmbeddedDatabases databases = resources.open(EmbeddedDatabases::startDurable);
    Map<String, String> settings = new HashMap<>(surroundings.environment());
    settings
        .keySet()
        .removeIf(
            setting ->
                setting.startsWith("CROSSWALK_")
                    && !setting.equals("CROSSWALK_JAVA_OPTS")
                    && !setting.equals("CROSSWALK_LOG"));
    settings.put("CROSSWALK_SOURCE_URL", EmbeddedDatabases.uri(databases.source()));
    settings.put("CROSSWALK_TARGET_URL", EmbeddedDatabases.uri(databases.target()));
    Endpoint target = databases.owner(EmbeddedDatabases.MODERN);
    return new BenchPlace(
        "embedded, loopback only, gone when this ends",
        new BenchTables(
            databases.owner(EmbeddedDatabases.LEGACY),
            target,
            EmbeddedDatabases.READER,
            EmbeddedDatabases.LOADER),
        target,
        settings,
        null,
        name);
  }

  private static BenchPlace named(String name, Surroundings surroundings) {
    Settings settings =
        surroundings.settings(
            Access.SOURCE, Access.TARGET, Access.SOURCE_OWNER, Access.TARGET_OWNER);
    settings.refuseInProduction("crosswalk bench");
    Endpoint source = settings.sourceOwner();
    Endpoint target = settings.targetOwner();
    requireSame(source, settings.source(), Access.SOURCE);
    requireSame(target, settings.target(), Access.TARGET);
    return new BenchPlace(
        source.address() + " and " + target.address(),
        new BenchTables(
            source,
            target,
            user(settings.source(), Access.SOURCE),
            user(settings.target(), Access.TARGET)),
        target,
        surroundings.environment(),
        surroundings.directory(),
        name);
  }

  private static void requireSame(Endpoint owner, Endpoint worker, Access access) {
    if (!owner.sameDatabase(worker)) {
      throw new Failure(
          ErrorCode.INPUT,
          access.variable()
              + " leads to "
              + worker.address()
              + ", the owner's to "
              + owner.address()
              + "; a bench needs both to lead to one empty database");
    }
  }

  private static String user(Endpoint endpoint, Access access) {
    if (endpoint.user() == null) {
      throw new Failure(
          ErrorCode.INPUT, access.variable() + " must name a user, which is granted the tables");
    }
    return endpoint.user();
  }

  /** A worker of these databases and of this bench's queue. */
  WorkerChild worker(EmbeddedTemporal temporal, int parallelism) {
    Map<String, String> settings = new HashMap<>(workerSettings);
    if (temporal.kind() != EmbeddedTemporal.Kind.EXTERNAL) {
      settings.keySet().removeIf(setting -> setting.startsWith("TEMPORAL_"));
    }
    settings.put("CROSSWALK_TASK_QUEUE", taskQueue);
    settings.put("CROSSWALK_PARALLELISM", Integer.toString(parallelism));
    settings.put("TEMPORAL_ADDRESS", temporal.address());
    settings.put("TEMPORAL_NAMESPACE", temporal.namespace());
    return WorkerChild.start(PlanFiles.builtIn("bench"), settings, directory);
  }
}

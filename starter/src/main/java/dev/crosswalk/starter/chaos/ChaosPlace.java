package dev.crosswalk.starter.chaos;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.fault.FaultPoint;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.schema.LegacyDatabase;
import dev.crosswalk.schema.SyntheticMark;
import dev.crosswalk.starter.command.Surroundings;
import dev.crosswalk.starter.embedded.EmbeddedDatabases;
import dev.crosswalk.starter.embedded.KeptTemporal;
import dev.crosswalk.starter.embedded.Resources;
import dev.crosswalk.starter.embedded.WorkerChild;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Where it happens: a server for the source, another one for the targets, and a Temporal server
 * that keeps what it knows in a file. Each trial has a target of its own, made from one that has
 * the schema and no rows. For one thread.
 */
record ChaosPlace(
    EmbeddedDatabases legacy,
    EmbeddedDatabases modern,
    KeptTemporal temporal,
    Map<String, String> environment) {

  /** Room for all backups of a run, and not for much besides. */
  static final int BACKUP_MEGABYTES = 16;

  /** Starts the servers and fills the source. They write to their disks: they will be killed. */
  static ChaosPlace open(
      LegacyDatabase.Synthetic synthetic, Surroundings surroundings, Resources resources) {
    KeptTemporal temporal = resources.open(() -> KeptTemporal.start(surroundings.environment()));
    EmbeddedDatabases legacy = resources.open(EmbeddedDatabases::startDurable);
    EmbeddedDatabases modern = resources.open(EmbeddedDatabases::startDurable);
    legacy.generate(synthetic);
    modern.applySchemas(EmbeddedDatabases.MODERN);
    SyntheticMark.place(legacy.owner(EmbeddedDatabases.LEGACY));
    SyntheticMark.place(modern.owner(EmbeddedDatabases.MODERN));
    return new ChaosPlace(legacy, modern, temporal, surroundings.environment());
  }

  /** Makes an empty target of this name, or makes it anew. */
  void create(String target) {
    modern.copy(target, EmbeddedDatabases.MODERN);
  }

  void drop(String target) {
    modern.drop(target);
  }

  /** The target as its owner. */
  Connection owner(String target) {
    return modern.owner(target).connect("target");
  }

  /** A worker of this target, with a task queue of its own name. */
  HeldWorker worker(String target, FaultPoint where, int when, int parallelism) {
    Map<String, String> settings = new HashMap<>(environment);
    settings
        .keySet()
        .removeIf(
            setting ->
                setting.startsWith("TEMPORAL_")
                    || (setting.startsWith("CROSSWALK_")
                        && !setting.equals("CROSSWALK_JAVA_OPTS")
                        && !setting.equals("CROSSWALK_LOG")));
    settings.put("CROSSWALK_SOURCE_URL", EmbeddedDatabases.uri(legacy.source()));
    settings.put("CROSSWALK_TARGET_URL", EmbeddedDatabases.uri(modern.target(target)));
    settings.put("CROSSWALK_TASK_QUEUE", target);
    settings.put("CROSSWALK_BACKUP_SPACE", BACKUP_MEGABYTES + "MB");
    settings.put("CROSSWALK_PARALLELISM", Integer.toString(parallelism));
    // Most of its short life a worker starts; compiling it thoroughly would not pay.
    settings.putIfAbsent("CROSSWALK_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xshare:auto");
    settings.put("CROSSWALK_CHAOS", where.key() + ":" + when);
    settings.put("TEMPORAL_ADDRESS", temporal.address());
    settings.put("TEMPORAL_NAMESPACE", temporal.connection().namespace());
    return new HeldWorker(WorkerChild.start(PlanFiles.builtIn(), settings, null));
  }

  /** Ends all sessions of the workers, on both servers. */
  void cutConnections(String target) throws SQLException {
    end(modern.owner(target), EmbeddedDatabases.LOADER);
    end(legacy.owner(EmbeddedDatabases.LEGACY), EmbeddedDatabases.READER);
  }

  private static void end(Endpoint endpoint, String user) throws SQLException {
    try (Connection connection = endpoint.connect("server");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and usename = '"
              + user
              + "'");
    }
  }

  void crashSource() {
    crash(legacy.owner(EmbeddedDatabases.LEGACY));
  }

  void crashTarget(String target) {
    crash(modern.owner(target));
  }

  /**
   * One process of a server is killed, whereupon the server ends all others, and starts again from
   * its log by itself. Returns when it takes connections again.
   */
  private static void crash(Endpoint endpoint) {
    try (Connection connection = endpoint.connect("server");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      new ProcessBuilder("kill", "-KILL", row.getString(1)).start().waitFor();
    } catch (SQLException | IOException failed) {
      throw new Failure(ErrorCode.INTERNAL, "a server could not be crashed", failed);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}

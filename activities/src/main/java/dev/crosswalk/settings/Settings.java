package dev.crosswalk.settings;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Crosswalk is told from outside, but for where Temporal is. Options of a command
 * go before the environment, and that before the file; {@code docs/configuration.md} lists them
 * all.
 *
 * <p>Immutable. No message and no line repeats a secret.
 */
public final class Settings {
  /** The task queue unless another is named. */
  public static final String TASK_QUEUE = "crosswalk";

  static final int MOST_PARALLEL = 64;

  /**
   * One setting as it holds.
   *
   * @param value empty when it is not set; a secret is masked
   * @param origin such as {@code environment CROSSWALK_TASK_QUEUE}, {@code crosswalk.yaml:4},
   *     {@code default}
   */
  public record Line(String name, String value, String origin) {}

  private final Profile profile;
  private final Set<Access> given;
  private final Map<Access, Endpoint> endpoints;
  private final String taskQueue;
  private final int parallelism;
  private final @Nullable Path plans;
  private final BackupLimits backups;
  private final @Nullable Path reports;
  private final List<Line> lines;
  private final List<String> problems;

  Settings(
      Profile profile,
      Set<Access> given,
      Map<Access, Endpoint> endpoints,
      String taskQueue,
      int parallelism,
      @Nullable Path plans,
      BackupLimits backups,
      @Nullable Path reports,
      List<Line> lines,
      List<String> problems) {
    this.profile = profile;
    this.given = given;
    this.endpoints = endpoints;
    this.taskQueue = taskQueue;
    this.parallelism = parallelism;
    this.plans = plans;
    this.backups = backups;
    this.reports = reports;
    this.lines = lines;
    this.problems = problems;
  }

  /**
   * Reads all settings; fails with {@code input.invalid}, listing all that is wrong at once.
   *
   * @param options as {@link #read} takes them
   * @param needed what must be set
   */
  public static Settings load(
      Map<String, String> options,
      Map<String, String> environment,
      Path workingDirectory,
      Access... needed) {
    Settings settings = read(options, environment, workingDirectory);
    settings.require(needed);
    return settings;
  }

  /**
   * Reads all settings and never fails: what is wrong is in {@link #problems}.
   *
   * @param options what options of the command say, by the setting's name, such as {@code
   *     task_queue}
   */
  public static Settings read(
      Map<String, String> options, Map<String, String> environment, Path workingDirectory) {
    return new SettingsReader(workingDirectory).read(options, environment);
  }

  /** Everything that is wrong, and what of the needed is not set; empty when all is well. */
  public List<String> problems(Access... needed) {
    List<String> all = new ArrayList<>(problems);
    for (Access access : needed) {
      if (!given.contains(access)) {
        all.add(
            "%s is not set; give a URI such as postgresql://user@host:5432/database"
                .formatted(access.variable()));
      }
    }
    return all;
  }

  /** Fails with everything that is wrong, and with what of the needed is not set. */
  public void require(Access... needed) {
    List<String> all = problems(needed);
    if (!all.isEmpty()) {
      throw new Failure(
          ErrorCode.INPUT, "settings are missing or wrong\n  " + String.join("\n  ", all));
    }
  }

  /** Whether a URL is set; it may still be wrong. */
  public boolean has(Access access) {
    return given.contains(access);
  }

  /** Fails with the name of the variable to set when there is none, or with what is wrong. */
  public Endpoint endpoint(Access access) {
    Endpoint endpoint = endpoints.get(access);
    if (endpoint == null) {
      require(access);
      throw new IllegalStateException(access + " is neither there nor a problem");
    }
    return endpoint;
  }

  /** The legacy database as the worker reads it. */
  public Endpoint source() {
    return endpoint(Access.SOURCE);
  }

  /** The new database as the worker loads it. */
  public Endpoint target() {
    return endpoint(Access.TARGET);
  }

  /** The legacy database as its owner. */
  public Endpoint sourceOwner() {
    return endpoint(Access.SOURCE_OWNER);
  }

  /** The new database as its owner. */
  public Endpoint targetOwner() {
    return endpoint(Access.TARGET_OWNER);
  }

  public Profile profile() {
    return profile;
  }

  /**
   * Fails in production.
   *
   * @param command what is for trying out only, such as {@code crosswalk generate}
   */
  public void refuseInProduction(String command) {
    if (profile == Profile.PRODUCTION) {
      throw new Failure(
          ErrorCode.INPUT,
          "`%s` is refused under the profile production; see `profile` in `crosswalk config show`"
              .formatted(command));
    }
  }

  public String taskQueue() {
    return taskQueue;
  }

  /** Chunks in flight. */
  public int parallelism() {
    return parallelism;
  }

  /** One chunk a core, as the target has usually as many as its worker; at most four by itself. */
  public static int defaultParallelism() {
    return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  /** The directory of plans of one's own, or null for the built-in ones. */
  public @Nullable Path plans() {
    return plans;
  }

  /** What backups may take up. */
  public BackupLimits backups() {
    return backups;
  }

  /** The directory of the worker's host where documents about runs go, or null for none. */
  public @Nullable Path reports() {
    return reports;
  }

  /** Every setting, in a fixed order. */
  public List<Line> lines() {
    return lines;
  }
}

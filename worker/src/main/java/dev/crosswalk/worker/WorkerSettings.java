package dev.crosswalk.worker;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker must be told. Where Temporal is stands in Temporal's own settings.
 *
 * @param parallelism chunks in flight; sizes activity slots and both pools
 */
public record WorkerSettings(Endpoint source, Endpoint target, String taskQueue, int parallelism) {
  public static final String TASK_QUEUE = "crosswalk";

  private static final int MOST_PARALLEL = 64;

  /** Reads the environment; fails with every problem at once, never repeating a value. */
  public static WorkerSettings read(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    Endpoint source = reader.endpoint("CROSSWALK_SOURCE");
    Endpoint target = reader.endpoint("CROSSWALK_TARGET");
    String taskQueue = reader.text("CROSSWALK_TASK_QUEUE");
    int parallelism = reader.parallelism();
    if (source != null && target != null && source.jdbcUrl().equals(target.jdbcUrl())) {
      reader.problems.add("CROSSWALK_SOURCE_URL and CROSSWALK_TARGET_URL name the same database");
    }
    if (source == null || target == null || !reader.problems.isEmpty()) {
      throw new Failure(
          ErrorCode.INPUT,
          "settings are missing or wrong\n  " + String.join("\n  ", reader.problems));
    }
    return new WorkerSettings(
        source, target, taskQueue == null ? TASK_QUEUE : taskQueue, parallelism);
  }

  /** One chunk a core, as the target has usually as many as its worker; at most four by itself. */
  public static int defaultParallelism() {
    return Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    @Nullable String text(String name) {
      String value = environment.get(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    @Nullable Endpoint endpoint(String prefix) {
      String url = text(prefix + "_URL");
      String password = password(prefix);
      if (url == null) {
        problems.add(
            prefix + "_URL is not set; give a URI such as postgresql://user@host:5432/database");
        return null;
      }
      try {
        return Endpoint.parse(prefix + "_URL", url, password);
      } catch (Failure unusable) {
        problems.add(String.valueOf(unusable.getMessage()));
        return null;
      }
    }

    private @Nullable String password(String prefix) {
      String given = environment.get(prefix + "_PASSWORD");
      String file = text(prefix + "_PASSWORD_FILE");
      if (given != null && file != null) {
        problems.add(prefix + "_PASSWORD and " + prefix + "_PASSWORD_FILE are both set; keep one");
      }
      if (given != null || file == null) {
        return given;
      }
      try {
        return Files.readString(Path.of(file)).stripTrailing();
      } catch (IOException | InvalidPathException unreadable) {
        problems.add(prefix + "_PASSWORD_FILE names a file that cannot be read: " + file);
        return null;
      }
    }

    int parallelism() {
      String text = text("CROSSWALK_PARALLELISM");
      if (text == null) {
        return defaultParallelism();
      }
      if (text.matches("[0-9]{1,3}")) {
        int number = Integer.parseInt(text);
        if (number >= 1 && number <= MOST_PARALLEL) {
          return number;
        }
      }
      problems.add("CROSSWALK_PARALLELISM must be a whole number from 1 to " + MOST_PARALLEL);
      return 1;
    }
  }
}

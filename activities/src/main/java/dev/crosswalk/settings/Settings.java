package dev.crosswalk.settings;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SKELETON: signatures are final, the reading is not. */
public final class Settings {
  /** One setting as it holds, secrets masked. */
  public record Line(String name, String value, String origin) {}

  private final Map<Access, Endpoint> endpoints = new EnumMap<>(Access.class);

  private Settings() {}

  /** Reads all settings; fails with everything that is wrong or, of what is needed, missing. */
  public static Settings load(
      Map<String, String> environment, Path workingDirectory, Access... needed) {
    Settings settings = read(Map.of(), environment, workingDirectory);
    List<String> problems = settings.problems(needed);
    if (!problems.isEmpty()) {
      throw new Failure(ErrorCode.INPUT, String.join("\n  ", problems));
    }
    return settings;
  }

  /** As load, but never fails: what is wrong stands in {@link #problems}. Options go first. */
  public static Settings read(
      Map<String, String> options, Map<String, String> environment, Path workingDirectory) {
    Settings settings = new Settings();
    for (Access access : Access.values()) {
      String url = environment.get(access.variable());
      if (url != null) {
        settings.endpoints.put(
            access,
            Endpoint.parse(
                access.variable(), url, environment.get("CROSSWALK_" + access + "_PASSWORD")));
      }
    }
    return settings;
  }

  /** Everything that is wrong, and which of these are not set; empty when all is well. */
  public List<String> problems(Access... needed) {
    return List.of();
  }

  public boolean has(Access access) {
    return endpoints.containsKey(access);
  }

  /** Fails with the name of the variable to set when there is none. */
  public Endpoint endpoint(Access access) {
    Endpoint endpoint = endpoints.get(access);
    if (endpoint == null) {
      throw new Failure(ErrorCode.INPUT, access.variable() + " is not set");
    }
    return endpoint;
  }

  public Endpoint source() {
    return endpoint(Access.SOURCE);
  }

  public Endpoint target() {
    return endpoint(Access.TARGET);
  }

  public Endpoint sourceOwner() {
    return endpoint(Access.SOURCE_OWNER);
  }

  public Endpoint targetOwner() {
    return endpoint(Access.TARGET_OWNER);
  }

  public Profile profile() {
    return Profile.DEVELOPMENT;
  }

  /** Fails in production: {@code what} is a command that makes or destroys data for trying out. */
  public void refuseInProduction(String what) {}

  public String taskQueue() {
    return "crosswalk";
  }

  public int parallelism() {
    return 2;
  }

  /** The directory of plans of one's own, or null for the built-in ones. */
  public @Nullable Path plans() {
    return null;
  }

  /** Every setting that holds, in a fixed order. */
  public List<Line> lines() {
    return List.of();
  }
}

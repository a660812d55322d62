package dev.crosswalk.lint;

import dev.crosswalk.library.Problems.Problem;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is asked before a run, by {@code doctor} and by the run itself: docs/preflight.md. */
public enum Precheck {
  SETTINGS("settings"),
  PLAN_FILES("plan.files"),
  SOURCE_CONNECTION("source.connection"),
  TARGET_CONNECTION("target.connection"),
  SOURCE_VERSION("source.version"),
  TARGET_VERSION("target.version"),
  DATABASES("databases.apart"),
  PRIVILEGES("privileges"),
  SCHEMA("schema.contract"),
  PREREQUISITES("prerequisites"),
  EXPECTED_ROWS("expected.rows"),
  OWNER("target.owner"),
  SPACE("target.space"),
  CLOCKS("clocks"),
  TEMPORAL_SERVER("temporal.server"),
  SEARCH_ATTRIBUTES("temporal.search_attributes"),
  WORKER("temporal.worker");

  private final String id;

  Precheck(String id) {
    this.id = id;
  }

  /** What people and programs know it by; it stays as it is. */
  public String id() {
    return id;
  }

  /** What a problem of {@link DatabaseLint} is about. */
  public static Precheck of(Problem problem) {
    return problem.message().startsWith(TargetLint.MISSING_RIGHT) ? PRIVILEGES : SCHEMA;
  }

  /** Why this server cannot be the source; null when it can. */
  public static @Nullable String sourceVersion(Connection source) throws SQLException {
    DatabaseMetaData server = source.getMetaData();
    return tooOld(
        "source", server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion(), 9, 6);
  }

  /** Why this server cannot be the target; null when it can. */
  public static @Nullable String targetVersion(Connection target) throws SQLException {
    DatabaseMetaData server = target.getMetaData();
    return tooOld(
        "target", server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion(), 15, 0);
  }

  static @Nullable String tooOld(String side, int major, int minor, int least, int leastMinor) {
    if (major > least || (major == least && minor >= leastMinor)) {
      return null;
    }
    return "the "
        + side
        + " is PostgreSQL "
        + major
        + "."
        + minor
        + "; the oldest that can be is "
        + least
        + (leastMinor == 0 ? "" : "." + leastMinor);
  }
}

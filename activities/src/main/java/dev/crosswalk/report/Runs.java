package dev.crosswalk.report;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs that a ledger knows, the latest first, as they were at one moment. */
public final class Runs {
  private static final String QUERY =
      """
      select run, plan, workflow_id, status, reason, %s as started, %s as ended
      from crosswalk.run
      order by started_at desc, run
      """
          .formatted(LedgerQuery.utc("started_at"), LedgerQuery.utc("ended_at"));

  private final List<Line> lines;

  private Runs(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * One execution of a plan. Times are UTC, ISO 8601.
   *
   * @param ended null while the run owns the target
   */
  public record Line(
      String run,
      String plan,
      String workflowId,
      String status,
      @Nullable String reason,
      String started,
      @Nullable String ended) {}

  /** Reads them; fails when the target has no ledger, telling how to make one. */
  public static Runs read(Connection target) throws SQLException {
    try (Statement statement = target.createStatement()) {
      requireLedger(statement);
      List<Line> lines = new ArrayList<>();
      try (ResultSet row = statement.executeQuery(QUERY)) {
        while (row.next()) {
          lines.add(
              new Line(
                  row.getString("run"),
                  row.getString("plan"),
                  row.getString("workflow_id"),
                  row.getString("status"),
                  row.getString("reason"),
                  row.getString("started"),
                  row.getString("ended")));
        }
      }
      return new Runs(lines);
    }
  }

  private static void requireLedger(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select to_regclass('crosswalk.run') is null")) {
      row.next();
      if (row.getBoolean(1)) {
        throw new Failure(
            ErrorCode.STRUCTURE,
            "the target has no ledger (schema crosswalk); make it with: crosswalk schema apply");
      }
    }
  }

  public List<Line> all() {
    return lines;
  }

  /** The run of this id, else the latest one of this workflow id, else null. */
  public @Nullable Line find(String name) {
    Line found = null;
    for (Line line : lines) {
      if (line.run().equals(name)) {
        return line;
      }
      if (found == null && line.workflowId().equals(name)) {
        found = line;
      }
    }
    return found;
  }
}

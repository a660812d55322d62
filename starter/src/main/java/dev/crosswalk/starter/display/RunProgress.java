package dev.crosswalk.starter.display;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, at one moment.
 *
 * @param status as the ledger spells it; {@code preparing} while it does not know the run
 */
public record RunProgress(String status, List<Entity> entities) {
  private static final String QUERY =
      """
      select r.status as run_status, p.phase, p.entity, p.status, p.planned_rows, p.rows, p.percent,
        p.rows_a_second, e.code, e.reason
      from crosswalk.run r
      left join crosswalk.entity e on e.run = r.run
      left join crosswalk.progress p on p.run = e.run and p.entity = e.entity
      where r.run = ?
      order by e.no
      """;

  /** How far one entity is. */
  public record Entity(
      String phase,
      String entity,
      String status,
      long plannedRows,
      long rows,
      double percent,
      @Nullable Long rate,
      @Nullable String code,
      @Nullable String reason) {

    /** Whether nothing more will happen to it unless somebody decides so. */
    boolean settled() {
      return switch (status) {
        case "validated", "failed", "skipped", "blocked" -> true;
        default -> false;
      };
    }
  }

  /** As the ledger tells it, in one statement. */
  public static RunProgress read(Connection target, String run) throws SQLException {
    String status = "preparing";
    List<Entity> entities = new ArrayList<>();
    try (PreparedStatement query = target.prepareStatement(QUERY)) {
      query.setString(1, run);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          status = rows.getString("run_status");
          if (rows.getString("entity") != null) {
            entities.add(
                new Entity(
                    rows.getString("phase"),
                    rows.getString("entity"),
                    rows.getString("status"),
                    rows.getLong("planned_rows"),
                    rows.getLong("rows"),
                    rows.getDouble("percent"),
                    rate(rows.getBigDecimal("rows_a_second")),
                    rows.getString("code"),
                    rows.getString("reason")));
          }
        }
      }
    }
    return new RunProgress(status, entities);
  }

  private static @Nullable Long rate(@Nullable BigDecimal rate) {
    return rate == null ? null : rate.longValue();
  }

  /** Whether nothing of the run will move any more. */
  public boolean over() {
    return switch (status) {
      case "completed", "completed_with_rejects", "failed", "rolled_back", "aborted" -> true;
      default -> false;
    };
  }

  /** The first entity that waits for a person, or null. */
  public @Nullable Entity failed() {
    for (Entity entity : entities) {
      if (entity.status().equals("failed")) {
        return entity;
      }
    }
    return null;
  }
}

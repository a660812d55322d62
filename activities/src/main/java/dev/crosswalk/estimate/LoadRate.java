package dev.crosswalk.estimate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How fast rows are loaded.
 *
 * @param rowsASecond of one entity, with all its writers
 * @param origin who says so
 */
public record LoadRate(long rowsASecond, String origin) {
  /**
   * What one writer and what several did with {@code tasks}, 769,000 rows of 290 bytes with two
   * foreign keys and five indexes, on 2 cores that both servers share: docs/benchmarks.md.
   */
  static final LoadRate ONE_WRITER = new LoadRate(14_705, "benchmarks");

  static final LoadRate WRITERS = new LoadRate(22_704, "benchmarks");

  /** A small entity takes this long whatever its rows: a child workflow, chunks, gate, ANALYZE. */
  static final double SECONDS_AN_ENTITY = 0.5;

  /** A run tells of the next one when it had to write most of its rows, and more than a few. */
  private static final String LAST =
      """
      select a.run, p.rows / nullif(extract(epoch from p.ended_at - p.started_at) - ?, 0) as rate
      from crosswalk.accounting a
      join crosswalk.progress p on p.run = a.run and p.entity = a.entity
      where a.entity = ? and a.source >= 1000 and 2 * (a.inserted + a.updated) >= a.read
        and extract(epoch from p.ended_at - p.started_at) > 2 * ?
      order by p.ended_at desc
      limit 1
      """;

  /** That of the last run that loaded the entity; null when no run tells enough. */
  public static @Nullable LoadRate ofLastRun(Connection target, String entity) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(LAST)) {
      statement.setDouble(1, SECONDS_AN_ENTITY);
      statement.setString(2, entity);
      statement.setDouble(3, SECONDS_AN_ENTITY);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new LoadRate(Math.max(1, Math.round(row.getDouble(2))), "run " + row.getString(1))
            : null;
      }
    }
  }
}

package dev.crosswalk.starter.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows that documents promise, beside those that there are.
 *
 * @param expected null: no document says
 * @param source without those that the entity leaves out; null: not asked
 * @param target whoever brought them; null: not asked
 */
record RowCounts(@Nullable Long expected, @Nullable Long source, @Nullable Long target) {
  static RowCounts of(
      Entity entity, String plan, @Nullable Connection source, @Nullable Connection target)
      throws SQLException {
    return new RowCounts(
        entity.expected(plan),
        source == null ? null : Long.valueOf(SourceSql.countKept(source, entity)),
        target == null ? null : Long.valueOf(count(target, entity.target().table())));
  }

  private static long count(Connection target, String table) throws SQLException {
    String sql = "select count(*) from " + SourceSql.quoted(table.split("\\.", 2));
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** In how far the source is not as the documents say; null when that cannot be told. */
  @JsonProperty("drift")
  @Nullable String drift() {
    if (expected == null || source == null) {
      return null;
    }
    long more = source - expected;
    if (more == 0) {
      return "none: the source has what the document promises";
    }
    String share =
        expected == 0 ? "" : String.format(Locale.ROOT, " (%+.1f %%)", 100.0 * more / expected);
    return String.format(
        Locale.ROOT,
        "the source has %,d rows %s than the document promises%s",
        Math.abs(more),
        more > 0 ? "more" : "fewer",
        share);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "rows    document "
            + number(expected)
            + ", source "
            + number(source)
            + ", target "
            + number(target));
    String drift = drift();
    if (drift != null) {
      lines.add("drift   " + drift);
    }
    return lines;
  }

  private static String number(@Nullable Long rows) {
    return rows == null ? "?" : String.format(Locale.ROOT, "%,d", rows);
  }
}

package dev.crosswalk.plan;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an entity's rows come from: one key table, and tables joined to it with at most one row a
 * key.
 *
 * @param table the key table's name, without alias; an entity's sources have different ones
 * @param alias the name that the expressions use for it
 * @param join complete {@code left join …} clauses
 * @param key the expressions that order and split the rows; unique together
 * @param exclude boolean expressions by name; a row for which one is true is counted under it and
 *     not loaded
 * @param outputs the rows that each key gives; empty when it is one, as usual
 * @param feeds what this source alone gives to columns; none where all sources give the same
 */
public record Source(
    String table,
    String alias,
    List<String> join,
    List<String> key,
    List<Expression> exclude,
    List<Output> outputs,
    List<Feed> feeds) {
  /** What expressions call the output that makes the row. */
  public static final String OUTPUT = "out";

  /**
   * One of the rows that each key gives.
   *
   * @param values what expressions see of it as {@code out.<name>}
   */
  public record Output(String name, List<Expression> values) {}

  /**
   * The expression that feeds a column from this source.
   *
   * @param field of a JSON column; null for other columns
   */
  public record Feed(String column, @Nullable String field, String sql) {}

  /** The rows that each key gives. */
  public int rowsPerKey() {
    return Math.max(1, outputs.size());
  }

  /** What feeds a column, or a field of a JSON column, if all sources have {@code sql} for it. */
  public String feed(String column, @Nullable String field, String sql) {
    for (Feed feed : feeds) {
      if (feed.column().equals(column) && Objects.equals(feed.field(), field)) {
        return feed.sql();
      }
    }
    return sql;
  }

  /** The same source with other exclusions. */
  Source with(List<Expression> others) {
    return new Source(table, alias, join, key, others, outputs, feeds);
  }
}

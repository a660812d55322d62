package dev.crosswalk.undo;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.gate.Gate;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that point by one foreign key to marked rows of a step, and will still do so when its turn
 * comes. For one thread.
 */
final class DependentRows {
  /** Of a row {@code c} with an id: it is removed before, or does not point any more by then. */
  private static final String STAYS =
      """
       and not exists (
          select from pg_temp.crosswalk_undo x
          where x.id = c.id and x.rel = %1$s::regclass and x.step <= %2$d and not x.restored)
        and not exists (
          select from crosswalk.pending x
          where x.target_id = c.id and x.settled_run = %3$s and x.settled_entity in (%4$s)
            and x.status = 'filled' and array[x.column_name] = array[%5$s])
        and not exists (
          select from crosswalk.before_image x
          where x.target_id = c.id and x.run = %3$s and x.entity in (%4$s) and not x.undone
            and x.columns && array[%5$s])
      """;

  private final Marked marked;
  private final int step;
  private final Dependent dependent;

  DependentRows(Marked marked, int step, Dependent dependent) {
    this.marked = marked;
    this.step = step;
    this.dependent = dependent;
  }

  /**
   * What is in the way, if something is.
   *
   * @param restored of rows that are restored, else of those that are removed
   */
  List<Blocker> ask(boolean restored) throws SQLException {
    try (Statement statement = marked.target().createStatement();
        ResultSet row = statement.executeQuery(Gate.counting(pointing(restored)))) {
      row.next();
      long rows = row.getLong(1);
      if (rows == 0) {
        return List.of();
      }
      String entity = marked.steps().get(step).entity();
      String message =
          rows
              + " rows of "
              + dependent.table()
              + " point to rows of '"
              + entity
              + "'; "
              + dependent.reaction();
      return List.of(
          new Blocker(
              ErrorCode.DEPENDENTS,
              entity,
              dependent.name(),
              rows,
              List.of((String[]) row.getArray(2).getArray()),
              message));
    }
  }

  private String pointing(boolean restored) {
    return "select "
        + dependent.key()
        + " as key from "
        + dependent.table()
        + " c "
        + join()
        + " where o.step = "
        + step
        + " and o.restored = "
        + restored
        + (dependent.identified() ? stays() : "");
  }

  private String join() {
    if (dependent.parents().equals(List.of(TargetTable.KEY))) {
      return "join pg_temp.crosswalk_undo o on o.id = c."
          + SourceSql.quoted(dependent.columns().get(0));
    }
    List<String> pairs = new ArrayList<>();
    for (int at = 0; at < dependent.columns().size(); at++) {
      pairs.add(
          "p."
              + SourceSql.quoted(dependent.parents().get(at))
              + " = c."
              + SourceSql.quoted(dependent.columns().get(at)));
    }
    return "join "
        + marked.table(step)
        + " p on "
        + String.join(" and ", pairs)
        + " join pg_temp.crosswalk_undo o on o.id = p.id";
  }

  private String stays() {
    String columns =
        dependent.columns().stream().map(SourceSql::literal).collect(Collectors.joining(", "));
    return STAYS.formatted(
        SourceSql.literal(dependent.table()), step, marked.run(), marked.entities(step), columns);
  }
}

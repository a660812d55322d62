package dev.crosswalk.undo;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the catalog says against undoing a step, whatever its rows are. For one thread. */
final class TableBlockers {
  /** Triggers by the events in pg_trigger.tgtype, rules by those in pg_rewrite.ev_type. */
  private static final String FIRING =
      """
      select 'trigger', t.tgname
      from pg_trigger t
      where t.tgrelid = %1$s::regclass and not t.tgisinternal and t.tgenabled <> 'D'
        and t.tgtype & %2$d <> 0
      union all
      select 'rule', r.rulename
      from pg_rewrite r
      where r.ev_class = %1$s::regclass and r.ev_enabled <> 'D' and r.ev_type in (%3$s)
      order by 1, 2
      """;

  private static final int DELETE_TRIGGER = 8;
  private static final int INSERT_TRIGGER = 4;

  private final Connection target;
  private final Step step;
  private final TargetTable shape;
  private final String table;

  TableBlockers(Connection target, Step step, TargetTable shape) {
    this.target = target;
    this.step = step;
    this.shape = shape;
    this.table = Undoing.quoted(step.table());
  }

  /**
   * Of the table itself.
   *
   * @param replaces whether restored rows are removed and inserted again
   */
  List<Blocker> ask(boolean removes, boolean restores, boolean replaces) throws SQLException {
    List<Blocker> found = new ArrayList<>();
    if (removes || replaces) {
      right(table, "delete", found);
    }
    if (restores) {
      right(table, "update", found); // also to lock what is removed and inserted again
    }
    if (replaces) {
      right(table, "insert", found);
    }
    if (restores) {
      columns(found);
    }
    firing(removes, restores, replaces, found);
    return found;
  }

  /** Of a table whose rows refer to ours since ours came: they will not any more. */
  List<Blocker> clears(String name) throws SQLException {
    List<Blocker> found = new ArrayList<>();
    right(Undoing.quoted(name), "update", found);
    return found;
  }

  private void right(String name, String right, List<Blocker> found) throws SQLException {
    if (!may(name, right)) {
      found.add(
          blocker(
              ErrorCode.ACCESS,
              name,
              "the role of the worker may not "
                  + right
                  + " rows of it; grant what sql/roles lists"));
    }
  }

  /** A column that an image holds and the table does not have any more cannot be restored. */
  private void columns(List<Blocker> found) {
    List<String> there = shape.columns().stream().map(TargetTable.TargetColumn::name).toList();
    for (String column : step.columns()) {
      if (!there.contains(column)) {
        found.add(
            blocker(
                ErrorCode.STRUCTURE,
                shape.table() + "." + column,
                "the column is gone since rows were updated: they cannot be restored as they were"));
      }
    }
  }

  private void firing(boolean removes, boolean restores, boolean replaces, List<Blocker> found)
      throws SQLException {
    int events = (removes || replaces ? DELETE_TRIGGER : 0) | (replaces ? INSERT_TRIGGER : 0);
    List<String> rules = new ArrayList<>();
    if (removes || replaces) {
      rules.add("'4'");
    }
    if (replaces) {
      rules.add("'3'");
    } else if (restores) {
      rules.add("'2'");
    }
    if (rules.isEmpty()) {
      return;
    }
    String sql = FIRING.formatted(SourceSql.literal(table), events, String.join(", ", rules));
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(
            blocker(
                ErrorCode.DELETE_TRIGGER,
                row.getString(2),
                "this "
                    + row.getString(1)
                    + " of table '"
                    + shape.table()
                    + "' would fire. "
                    + ErrorCode.DELETE_TRIGGER.suggestion()));
      }
    }
  }

  boolean mayRead(Dependent dependent) throws SQLException {
    return may(dependent.table(), "select");
  }

  Blocker unreadable(Dependent dependent) {
    return blocker(
        ErrorCode.ACCESS,
        dependent.name(),
        "the role of the worker may not read "
            + dependent.table()
            + ", whose rows may point to ours; grant it SELECT there");
  }

  /** That an index is missing, if it is. */
  List<Blocker> index(Dependent dependent) {
    return dependent.indexed()
        ? List.of()
        : List.of(
            blocker(
                ErrorCode.INDEX_MISSING,
                dependent.name(),
                "this foreign key of "
                    + dependent.table()
                    + " has no index, so that each row removed would read that whole table; run: "
                    + dependent.createIndex()));
  }

  private boolean may(String name, String right) throws SQLException {
    String sql = "select has_table_privilege(%s, '%s')".formatted(SourceSql.literal(name), right);
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private Blocker blocker(ErrorCode code, String object, String message) {
    return new Blocker(code, step.entity(), object, 0, List.of(), object + ": " + message);
  }
}

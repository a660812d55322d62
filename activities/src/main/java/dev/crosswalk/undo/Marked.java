package dev.crosswalk.undo;

import dev.crosswalk.sql.SourceSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows that steps are to undo, marked in a temporary table that ends with the transaction:
 * {@code step} (counted from 0), {@code rel}, {@code id}, {@code xid} as the ledger knows it, and
 * {@code restored}, else removed. For one thread.
 */
final class Marked {
  static final String ROWS = "pg_temp.crosswalk_undo";

  private final Connection target;
  private final String run;
  private final List<Step> steps;

  Marked(Connection target, String run, List<Step> steps) throws SQLException {
    this.target = target;
    this.run = run;
    this.steps = steps;
    // The ledger's tables may have no statistics yet: a nested loop would seem free, and take
    // hours.
    execute(
        """
        set local enable_nestloop = off; set local enable_hashjoin = on; set local enable_mergejoin = on;
        set local enable_seqscan = on; set local work_mem = '64MB';
        create temporary table crosswalk_undo (
          step integer, rel oid, id uuid, xid xid, restored boolean) on commit drop""");
    for (int step = 0; step < steps.size(); step++) {
      mark(step);
    }
    execute("analyze pg_temp.crosswalk_undo");
  }

  private void mark(int step) throws SQLException {
    execute(
        """
        insert into pg_temp.crosswalk_undo
        select %1$d, %2$s::regclass, unnest(o.ids), o.xid, false
        from crosswalk.written o
        join crosswalk.batch b
          on b.run = o.run and b.entity = o.entity and b.chunk = o.chunk and b.batch = o.batch
            and b.undone_at is null
        where o.run = %3$s and o.entity = %4$s
        union all
        select %1$d, %2$s::regclass, o.target_id, o.xid, false
        from crosswalk.placeholder o
        where o.run = %3$s and o.entity = %4$s and o.inserted and not o.undone
        union all
        select %1$d, %2$s::regclass, o.target_id, o.xid, true
        from crosswalk.before_image o
        where o.run = %3$s and o.entity = %4$s and not o.undone
        """
            .formatted(
                step,
                SourceSql.literal(table(step)),
                run(),
                SourceSql.literal(steps.get(step).entity())));
  }

  /** Whether the step restores rows, or else removes some. */
  boolean any(int step, boolean restored) throws SQLException {
    return flag(
        "select exists (select from %s where step = %d and restored = %s)"
            .formatted(ROWS, step, restored));
  }

  List<Step> steps() {
    return steps;
  }

  /** The table of a step, quoted. */
  String table(int step) {
    return Undoing.quoted(steps.get(step).table());
  }

  /** The run, as a literal of SQL. */
  String run() {
    return SourceSql.literal(run);
  }

  /** The entities that are undone when the step is, as a list of literals. */
  String entities(int step) {
    return steps.subList(0, step + 1).stream()
        .map(one -> SourceSql.literal(one.entity()))
        .collect(Collectors.joining(", "));
  }

  Connection target() {
    return target;
  }

  /** The one truth value that a query asks for. */
  boolean flag(String sql) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    }
  }
}

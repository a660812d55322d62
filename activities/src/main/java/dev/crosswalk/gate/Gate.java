package dev.crosswalk.gate;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.EntityLedger.CheckResult;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.sql.Origin;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.workflows.Counts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks one loaded entity: accounts, counts, references and the business rules it names. The
 * counts are asked of the tables again, not of the books alone. For one thread.
 */
public final class Gate {
  /** What the names of results begin with when a phase requires them. */
  public static final String REQUIRES = "requires.";

  private static final int KEYS = 20;

  /** To read this many rows of a table costs about what it costs to look one up. */
  private static final int READS_A_LOOKUP = 20;

  private final Connection target;
  private final CompiledPlan plan;
  private final String run;

  public Gate(Connection target, CompiledPlan plan, String run) {
    this.target = target;
    this.plan = plan;
    this.run = run;
  }

  /** Runs every check and keeps the results; a check that cannot run is an error, not a pass. */
  public List<CheckResult> check(String phase, String name) throws SQLException {
    Entity entity = plan.entity(name);
    EntityLedger ledger = new EntityLedger(target, run, name);
    allowAllPlans();
    List<CheckResult> results = new ArrayList<>();
    Counts counts = ledger.counts();
    results.add(accounting(ledger, counts));
    results.add(insertedAreThere(entity, counts));
    if (entity.rewrites()) {
      results.add(updated(entity, counts));
    }
    if (entity.conflictsOnKey()) {
      results.add(counted(entity, counts));
    }
    for (Column.Link link : entity.links()) {
      results.add(offending("reference." + link.name(), dangling(entity, link)));
      if (link.entity().equals(name)) {
        results.add(offending("filled." + link.name(), waiting(entity, link)));
      }
    }
    for (String check : entity.checks()) {
      results.add(offending(check, sql(check)));
    }
    ledger.checks(phase, results);
    return results;
  }

  /** Runs the checks of a phase that only validates, and keeps the results under its name. */
  public List<CheckResult> validate(Phase phase) throws SQLException {
    return ask(phase, phase.phase(), "", phase.checks());
  }

  /** Runs the checks that a phase requires, and keeps the results with the entity that asks. */
  public List<CheckResult> require(Phase phase, String entity) throws SQLException {
    return ask(phase, entity, REQUIRES, phase.requires());
  }

  private List<CheckResult> ask(Phase phase, String step, String prefix, List<String> checks)
      throws SQLException {
    allowAllPlans();
    List<CheckResult> results = new ArrayList<>();
    for (String check : checks) {
      results.add(offending(prefix + check, sql(check)));
    }
    new EntityLedger(target, run, step).checks(phase.phase(), results);
    return results;
  }

  /** Checks read whole tables: the plans that are right for merges are wrong for them. */
  private void allowAllPlans() throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute("set local enable_hashjoin = on");
      statement.execute("set local enable_mergejoin = on");
      statement.execute("set local enable_seqscan = on");
      statement.execute("set local work_mem = '64MB'");
    }
  }

  private static CheckResult accounting(EntityLedger ledger, Counts counts) {
    boolean balanced = ledger.balanced() && counts.balanced();
    return new CheckResult(
        "accounting",
        balanced ? "passed" : "failed",
        counts.source(),
        counts.read() + counts.filtered(),
        balanced ? 0 : 1,
        counts.source(),
        "select * from crosswalk.accounting",
        List.of());
  }

  /**
   * Every row that the books say was inserted is in the table. How many those are the server cannot
   * estimate, as they stand in arrays: many are looked up all at once, few one by one.
   */
  private CheckResult insertedAreThere(Entity entity, Counts counts) throws SQLException {
    long rows = TargetTable.estimatedRows(target, table(entity));
    boolean few = counts.inserted() < rows / READS_A_LOOKUP;
    try (Statement statement = target.createStatement()) {
      statement.execute("set local enable_nestloop = " + (few ? "on" : "off"));
      CheckResult there = present(entity, counts);
      statement.execute("set local enable_nestloop = on");
      return there;
    }
  }

  private CheckResult present(Entity entity, Counts counts) throws SQLException {
    String sql =
        "select w.id::text as key from (select unnest(ids) as id from crosswalk.written where run = "
            + SourceSql.literal(run)
            + " and entity = "
            + SourceSql.literal(entity.entity())
            + ") w where not exists (select 1 from "
            + table(entity)
            + " t where t.id = w.id)";
    CheckResult missing = offending("inserted_rows_are_there", sql);
    return new CheckResult(
        missing.check(),
        missing.status(),
        counts.inserted(),
        counts.inserted() - missing.violated(),
        missing.violated(),
        counts.inserted(),
        sql,
        missing.keys());
  }

  /** Every row that the books say was updated is in the table, and kept as it was before. */
  private CheckResult updated(Entity entity, Counts counts) throws SQLException {
    String images =
        " from crosswalk.before_image i where i.run = "
            + SourceSql.literal(run)
            + " and i.entity = "
            + SourceSql.literal(entity.entity())
            + " and not exists (select 1 from crosswalk.batch b where b.run = i.run"
            + " and b.entity = i.entity and b.chunk = i.chunk and b.batch = i.batch"
            + " and b.kind = 'backfill')";
    String sql =
        "select i.target_id::text as key"
            + images
            + " and not exists (select 1 from "
            + table(entity)
            + " t where t.id = i.target_id)";
    CheckResult gone = offending("updated_rows_are_there", sql);
    long actual = count("select count(*)" + images) - gone.violated();
    long violated = Math.max(gone.violated(), Math.abs(counts.updated() - actual));
    return new CheckResult(
        gone.check(),
        violated == 0 ? "passed" : "failed",
        counts.updated(),
        actual,
        violated,
        counts.updated(),
        sql,
        gone.keys());
  }

  /** The table holds at least the rows that were inserted or found; others may have added more. */
  private CheckResult counted(Entity entity, Counts counts) throws SQLException {
    String sql =
        "select count(*) from " + table(entity) + " t where " + Origin.isOfAny(entity, "t");
    long expected =
        counts.inserted() + counts.updated() + counts.existingSame() + counts.existingDifferent();
    long actual = count(sql);
    long missing = Math.max(0, expected - actual);
    return new CheckResult(
        "row_count",
        missing == 0 ? "passed" : "failed",
        expected,
        actual,
        missing,
        expected,
        sql,
        List.of());
  }

  private long count(String sql) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private String dangling(Entity entity, Column.Link link) {
    Entity parent = plan.entity(link.entity());
    String column = "t." + SourceSql.quoted(link.name());
    String orphan =
        "("
            + column
            + " is not null and not exists (select 1 from "
            + table(parent)
            + " p where p.id = "
            + column
            + "))";
    return "select t.id::text as key from "
        + table(entity)
        + " t where "
        + orphan
        + (!entity.updates() && (link.hard() || link.placeholder() != null)
            ? " or (" + column + " is null" + ours(entity) + ")"
            : "");
  }

  /** References of a table to itself that were not filled though the row is there. */
  private String waiting(Entity entity, Column.Link link) {
    return "select p.source_key as key from crosswalk.pending p join "
        + table(entity)
        + " t on t."
        + SourceSql.quoted(link.by())
        + "::text = p.parent_key where p.status = 'open' and p.run = "
        + SourceSql.literal(run)
        + " and p.entity = "
        + SourceSql.literal(entity.entity())
        + " and p.parent_entity = p.entity and p.column_name = "
        + SourceSql.literal(link.name());
  }

  /** Others may keep rows without this parent in the same table. */
  private static String ours(Entity entity) {
    return entity.conflictsOnKey() ? " and (" + Origin.isOfAny(entity, "t") + ")" : "";
  }

  /** The query of a check, without a semicolon at its end. */
  public static String query(Expression check) {
    String sql = check.sql().strip();
    return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
  }

  /** How a query of offending keys is asked: their number, and the first of them. */
  public static String counting(String query) {
    return "select count(*), (array_agg(q.key::text))[1:" + KEYS + "] from (" + query + "\n) q";
  }

  private CheckResult offending(String check, String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute("savepoint crosswalk_check");
      try (ResultSet row = statement.executeQuery(counting(sql))) {
        row.next();
        long violated = row.getLong(1);
        Array keys = row.getArray(2);
        List<String> first = keys == null ? List.of() : List.of((String[]) keys.getArray());
        return new CheckResult(
            check, violated == 0 ? "passed" : "failed", 0L, violated, violated, null, sql, first);
      } catch (SQLException broken) {
        if (SqlFailures.code(broken.getSQLState()).retryable()) {
          throw broken;
        }
        statement.execute("rollback to savepoint crosswalk_check");
        return new CheckResult(check, "error", null, null, 1, null, sql, List.of());
      }
    }
  }

  private String sql(String check) {
    for (Expression expression : plan.checks()) {
      if (expression.name().equals(check)) {
        return query(expression);
      }
    }
    return "select 'the plan does not hold this check' as key";
  }

  private static String table(Entity entity) {
    String[] parts = entity.target().table().split("\\.", 2);
    return parts.length == 2
        ? SourceSql.quoted(parts[0], parts[1])
        : SourceSql.quoted("public", parts[0]);
  }
}

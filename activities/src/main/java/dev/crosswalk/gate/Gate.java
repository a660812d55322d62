package dev.crosswalk.gate;

import dev.crosswalk.database.SqlFailures;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.ledger.EntityLedger.CheckResult;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.sql.SourceSql;
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
  private static final int KEYS = 20;

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
    // Checks read whole tables: the plans that are right for merges are wrong for them.
    try (Statement statement = target.createStatement()) {
      statement.execute("set local enable_hashjoin = on");
      statement.execute("set local enable_mergejoin = on");
      statement.execute("set local enable_seqscan = on");
    }
    List<CheckResult> results = new ArrayList<>();
    Counts counts = ledger.counts();
    results.add(accounting(ledger, counts));
    results.add(present(entity, counts));
    if (entity.conflictsOnKey()) {
      results.add(counted(entity, counts));
    }
    for (Column.Reference reference : entity.references()) {
      results.add(offending("reference." + reference.name(), dangling(entity, reference)));
    }
    for (String check : entity.checks()) {
      results.add(offending(check, sql(check)));
    }
    ledger.checks(phase, results);
    return results;
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

  /** Every row that the books say was inserted is in the table. */
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

  /** The table holds at least the rows that were inserted or found; others may have added more. */
  private CheckResult counted(Entity entity, Counts counts) throws SQLException {
    String key = SourceSql.quoted(entity.target().conflictKey().get(0));
    String sql = "select count(*) from " + table(entity) + " where " + key + " is not null";
    long expected = counts.inserted() + counts.existingSame() + counts.existingDifferent();
    long actual;
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      actual = row.getLong(1);
    }
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

  private String dangling(Entity entity, Column.Reference reference) {
    Entity parent = plan.entity(reference.entity());
    String column = "t." + SourceSql.quoted(reference.name());
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
        + (reference.hard() ? " or (" + column + " is null" + ours(entity) + ")" : "");
  }

  /** Others may keep rows without this parent in the same table. */
  private static String ours(Entity entity) {
    return entity.conflictsOnKey()
        ? " and t." + SourceSql.quoted(entity.target().conflictKey().get(0)) + " is not null"
        : "";
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

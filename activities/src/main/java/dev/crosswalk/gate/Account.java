package dev.crosswalk.gate;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Question;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.plan.Check.Severity;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.sql.Origin;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import dev.crosswalk.workflows.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The books of one entity, and whether its table agrees with them: the counts are asked of the
 * table again. For one thread.
 */
final class Account {
  /** To read this many rows of a table costs about what it costs to look one up. */
  private static final int READS_A_LOOKUP = 20;

  private final Connection target;
  private final Inquiry inquiry;
  private final String run;
  private final Entity entity;
  private final String table;
  private final EntityLedger ledger;
  private final Counts counts;

  Account(Connection target, Inquiry inquiry, String run, Entity entity) {
    this.target = target;
    this.inquiry = inquiry;
    this.run = run;
    this.entity = entity;
    this.table = Gate.table(entity);
    this.ledger = new EntityLedger(target, run, entity.entity());
    this.counts = ledger.counts();
  }

  List<CheckResult> check() throws SQLException {
    List<CheckResult> results = new ArrayList<>();
    results.add(accounting());
    results.add(insertedAreThere());
    if (entity.rewrites()) {
      results.add(updatedAreThere());
    }
    if (entity.conflictsOnKey()) {
      results.add(rowCount());
    }
    return results;
  }

  /**
   * Whether the source had as many rows as the plan's documents promise: never more than a hint.
   */
  CheckResult expected(long promised) {
    Question question =
        new Question(
            "expected_rows",
            Kind.COUNT,
            Severity.INFO,
            "the source has as many rows as the plan's documents say",
            "select read from crosswalk.accounting where " + own());
    long drift = Math.abs(promised - counts.read());
    return CheckResult.counts(question, promised, counts.read(), drift, List.of());
  }

  private CheckResult accounting() {
    boolean balanced = ledger.balanced() && counts.balanced();
    Question question =
        question(
            "accounting",
            "every row of the source is accounted for",
            "select * from crosswalk.accounting where " + own());
    return CheckResult.counts(
        question,
        counts.source(),
        counts.read() + counts.filtered(),
        balanced ? 0 : Math.max(1, Math.abs(counts.source() - counts.read() - counts.filtered())),
        List.of());
  }

  /**
   * How many inserted rows there are the server cannot estimate, as they stand in arrays: many are
   * looked up all at once, few one by one.
   */
  private CheckResult insertedAreThere() throws SQLException {
    long rows = TargetTable.estimatedRows(target, table);
    boolean few = counts.inserted() < rows / READS_A_LOOKUP;
    try (Statement statement = target.createStatement()) {
      statement.execute("set local enable_nestloop = " + (few ? "on" : "off"));
      CheckResult there = present();
      statement.execute("set local enable_nestloop = on");
      return there;
    }
  }

  private CheckResult present() throws SQLException {
    Question question =
        question(
            "inserted_rows_are_there",
            "every row that the books say was inserted is in the table",
            "select w.id::text as key from (select unnest(ids) as id from crosswalk.written where "
                + own()
                + " and not exists (select 1 from crosswalk.batch b where b.run = written.run"
                + " and b.entity = written.entity and b.chunk = written.chunk"
                + " and b.batch = written.batch and b.undone_at is not null)"
                + ") w where not exists (select 1 from "
                + table
                + " t where t.id = w.id)");
    CheckResult missing = inquiry.ask(question);
    return missing.status() == CheckResult.Status.ERROR
        ? missing
        : CheckResult.counts(
            question,
            counts.inserted(),
            counts.inserted() - missing.violated(),
            missing.violated(),
            missing.keys());
  }

  private CheckResult updatedAreThere() throws SQLException {
    String images =
        " from crosswalk.before_image i where i.run = "
            + SourceSql.literal(run)
            + " and i.entity = "
            + SourceSql.literal(entity.entity())
            + " and not i.undone"
            + " and not exists (select 1 from crosswalk.batch b where b.run = i.run"
            + " and b.entity = i.entity and b.chunk = i.chunk and b.batch = i.batch"
            + " and b.kind = 'backfill')";
    Question question =
        question(
            "updated_rows_are_there",
            "every row that the books say was updated is in the table, and kept as it was before",
            "select i.target_id::text as key"
                + images
                + " and not exists (select 1 from "
                + table
                + " t where t.id = i.target_id)");
    CheckResult gone = inquiry.ask(question);
    if (gone.status() == CheckResult.Status.ERROR) {
      return gone;
    }
    long actual = inquiry.count("select count(*)" + images) - gone.violated();
    long violated = Math.max(gone.violated(), Math.abs(counts.updated() - actual));
    return CheckResult.counts(question, counts.updated(), actual, violated, gone.keys());
  }

  private CheckResult rowCount() throws SQLException {
    Question question =
        question(
            "row_count",
            "the table holds at least the rows that were inserted or found",
            "select count(*) from " + table + " t where " + Origin.isOfAny(entity, "t"));
    long expected =
        counts.inserted() + counts.updated() + counts.existingSame() + counts.existingDifferent();
    long actual = inquiry.count(question.statement());
    return CheckResult.counts(
        question, expected, actual, Math.max(0, expected - actual), List.of());
  }

  private static Question question(String check, String about, String statement) {
    return new Question(check, Kind.COUNT, Severity.CRITICAL, about, statement);
  }

  private String own() {
    return "run = "
        + SourceSql.literal(run)
        + " and entity = "
        + SourceSql.literal(entity.entity());
  }
}

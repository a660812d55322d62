package dev.crosswalk.undo;

import dev.crosswalk.gate.Gate;
import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Question;
import dev.crosswalk.ledger.UndoLedger;
import dev.crosswalk.plan.Check.Severity;
import dev.crosswalk.sql.SourceSql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Asks the tables whether an entity is undone, when its last batch is. That no other row was
 * written was asked before each commit. For one thread.
 */
final class Proof {
  /** To look so many rows up one by one is quicker than to read the table. */
  private static final int ONE_BY_ONE = 10_000;

  private final Connection target;
  private final String run;
  private final Step step;
  private final UndoLedger books;
  private final String own;

  Proof(Connection target, String run, Step step, UndoLedger books) {
    this.target = target;
    this.run = run;
    this.step = step;
    this.books = books;
    this.own =
        "run = " + SourceSql.literal(run) + " and entity = " + SourceSql.literal(step.entity());
  }

  List<CheckResult> check() throws SQLException {
    UndoLedger.Totals totals = books.totals();
    try (Statement statement = target.createStatement()) {
      statement.execute(
          "set local enable_hashjoin = on; set local enable_mergejoin = on;"
              + " set local enable_seqscan = on; set local work_mem = '64MB'"
              // How many ids the ledger's arrays hold the server cannot know, and would look up
              // each.
              + (totals.booked() > ONE_BY_ONE ? "; set local enable_nestloop = off" : ""));
    }
    return List.of(
        removed(
            question(
                "rollback.inserted_rows_are_gone",
                "no row is left of those that were inserted",
                inserted()),
            totals),
        check(
            question(
                "rollback.updated_rows_are_restored",
                "every row that was updated is as it was before",
                restored())),
        check(
            question(
                "rollback.filled_references_are_cleared",
                "no reference that was filled later is still filled",
                cleared())),
        check(
            question(
                "rollback.no_batch_stands", "everything that was written is undone", standing())));
  }

  private static Question question(String check, String about, String statement) {
    return new Question(check, Kind.COUNT, Severity.CRITICAL, about, statement);
  }

  /** The rows that the books say were written against those that were really taken back. */
  private CheckResult removed(Question question, UndoLedger.Totals totals) throws SQLException {
    CheckResult left = check(question);
    return CheckResult.counts(
        question, totals.booked(), totals.changed(), left.violated(), left.keys());
  }

  private String inserted() {
    return "select w.id::text as key from (select unnest(ids) as id from crosswalk.written where "
        + own
        + " union all select target_id from crosswalk.placeholder where "
        + own
        + " and inserted) w where exists (select from "
        + Undoing.quoted(step.table())
        + " t where t.id = w.id)";
  }

  private String restored() throws SQLException {
    return new Restore(target, step)
        .unequal()
        .formatted(SourceSql.literal(run), SourceSql.literal(step.entity()));
  }

  private String cleared() {
    return "select target_id::text as key from crosswalk.pending where settled_run = "
        + SourceSql.literal(run)
        + " and settled_entity = "
        + SourceSql.literal(step.entity())
        + " and status = 'filled'";
  }

  private String standing() {
    return "select chunk || '/' || batch as key from crosswalk.batch where "
        + own
        + " and undone_at is null union all select target_id::text from crosswalk.before_image"
        + " where "
        + own
        + " and not undone";
  }

  private CheckResult check(Question question) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(Gate.counting(question.statement()))) {
      row.next();
      Array keys = row.getArray(2);
      return CheckResult.of(
          question,
          row.getLong(1),
          null,
          keys == null ? List.of() : List.of((String[]) keys.getArray()));
    }
  }
}

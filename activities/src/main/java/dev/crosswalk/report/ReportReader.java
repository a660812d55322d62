package dev.crosswalk.report;

import static dev.crosswalk.report.LedgerQuery.count;
import static dev.crosswalk.report.LedgerQuery.text;
import static dev.crosswalk.report.LedgerQuery.utc;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.jooq.Record;

/**
 * Reads the report of one run from the ledger, running or over. Any role that may read schema
 * {@code crosswalk} can do so; nothing is written. For one thread.
 */
public final class ReportReader {
  private static final int PATTERNS = 20;

  private final LedgerQuery ledger;

  /** Reads in the connection's transaction; in a repeatable one, all numbers are of one moment. */
  public ReportReader(Connection target, String run) {
    this.ledger = new LedgerQuery(target, run);
  }

  /** The report; fails when the ledger does not know the run. */
  public Report read() {
    Report.Run head = head();
    List<Report.Account> accounts = accounts();
    Report.Account totals = totals();
    List<Report.Pattern> patterns = patterns();
    List<Report.Phase> phases = phases(accounts);
    Report.RejectsSummary rejects =
        new Report.RejectsSummary(totals.rejected(), totals.deferred(), patterns);
    return new Report(
        Report.SCHEMA_VERSION,
        head,
        accounts,
        totals,
        phases,
        rejects,
        claims(),
        reviews(),
        NextSteps.of(head, phases, rejects));
  }

  private Report.Run head() {
    List<Report.Run> runs =
        ledger.all(
            """
            select run, plan, selection, digest, workflow_id, status, reason, %s as started, %s as ended,
              source_fingerprint, target_fingerprint,
              extract(epoch from ended_at - started_at)::double precision as seconds
            from crosswalk.run
            where run = ?
            """
                .formatted(utc("started_at"), utc("ended_at")),
            row ->
                new Report.Run(
                    text(row, "run"),
                    text(row, "plan"),
                    row.get("selection", String.class),
                    text(row, "digest"),
                    text(row, "workflow_id"),
                    text(row, "status"),
                    row.get("reason", String.class),
                    text(row, "started"),
                    row.get("ended", String.class),
                    row.get("seconds", Double.class),
                    text(row, "source_fingerprint"),
                    text(row, "target_fingerprint")));
    if (runs.isEmpty()) {
      throw new Failure(ErrorCode.INPUT, "the ledger knows no run '" + ledger.run() + "'");
    }
    return runs.get(0);
  }

  private List<Report.Account> accounts() {
    return ledger.all("select * from crosswalk.accounting where run = ?", ReportReader::account);
  }

  private Report.Account totals() {
    return ledger
        .all(
            """
            select max(run) as run, null as phase, null as entity, sum(source) as source,
              sum(filtered) as filtered, sum(read) as read, sum(inserted) as inserted,
              sum(updated) as updated, sum(existing_same) as existing_same,
              sum(existing_different) as existing_different, sum(rejected) as rejected,
              sum(deferred) as deferred, bool_and(balanced) as balanced
            from crosswalk.accounting
            where run = ?
            having count(*) > 0
            """,
            ReportReader::account)
        .get(0);
  }

  private static Report.Account account(Record row) {
    return new Report.Account(
        text(row, "run"),
        row.get("phase", String.class),
        row.get("entity", String.class),
        count(row, "source"),
        count(row, "filtered"),
        count(row, "read"),
        count(row, "inserted"),
        count(row, "updated"),
        count(row, "existing_same"),
        count(row, "existing_different"),
        count(row, "rejected"),
        count(row, "deferred"),
        row.get("balanced", boolean.class));
  }

  private List<Report.Phase> phases(List<Report.Account> accounts) {
    Map<String, List<Report.Entity>> entities = new EntityFindings(ledger, accounts).byPhase();
    return ledger.all(
        "select phase, title, status from crosswalk.phase where run = ? order by no",
        row ->
            new Report.Phase(
                text(row, "phase"),
                text(row, "title"),
                text(row, "status"),
                entities.getOrDefault(text(row, "phase"), List.of())));
  }

  private List<Report.Pattern> patterns() {
    return ledger.all(
        """
        select entity, code, severity, column_name, constraint_name, suggestion, count(*) as rows
        from crosswalk.reject
        where run = ? and status <> 'undone'
        group by entity, code, severity, column_name, constraint_name, suggestion
        order by count(*) desc, entity, code, column_name, constraint_name
        limit %d
        """
            .formatted(PATTERNS),
        row ->
            new Report.Pattern(
                text(row, "entity"),
                text(row, "code"),
                text(row, "severity"),
                row.get("column_name", String.class),
                row.get("constraint_name", String.class),
                count(row, "rows"),
                text(row, "suggestion")));
  }

  private List<Report.Claim> claims() {
    return ledger.all(
        """
        select entity, column_name, held_by, count(*) as rows
        from crosswalk.claim
        where run = ? and not undone
        group by entity, column_name, held_by
        order by entity, column_name, held_by
        """,
        row ->
            new Report.Claim(
                text(row, "entity"),
                text(row, "column_name"),
                text(row, "held_by"),
                count(row, "rows")));
  }

  private List<Report.Review> reviews() {
    return ledger.all(
        """
        select entity, column_name, reason, status, count(*) as rows
        from crosswalk.review
        where run = ? and status <> 'undone'
        group by entity, column_name, reason, status
        order by entity, column_name, reason, status
        """,
        row ->
            new Report.Review(
                text(row, "entity"),
                text(row, "column_name"),
                text(row, "reason"),
                text(row, "status"),
                count(row, "rows")));
  }
}

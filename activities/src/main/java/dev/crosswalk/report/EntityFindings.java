package dev.crosswalk.report;

import static dev.crosswalk.report.LedgerQuery.count;
import static dev.crosswalk.report.LedgerQuery.text;
import static dev.crosswalk.report.LedgerQuery.utc;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the ledger tells about each entity of a run. */
final class EntityFindings {
  private final LedgerQuery ledger;
  private final List<Report.Account> accounts;

  EntityFindings(LedgerQuery ledger, List<Report.Account> accounts) {
    this.ledger = ledger;
    this.accounts = accounts;
  }

  Map<String, List<Report.Entity>> byPhase() {
    Map<String, Report.Account> books = new LinkedHashMap<>();
    accounts.forEach(account -> books.put(String.valueOf(account.entity()), account));
    Map<String, Map<String, Long>> rejects =
        counts("crosswalk.reject", "code", "count(*) filter (where status = 'open')");
    Map<String, Map<String, Long>> filtered = counts(standing("filtered"), "name", "sum(rows)");
    Map<String, List<Report.RuleChange>> changes = ruleChanges();
    Map<String, List<Report.Check>> checks = checks();
    Map<String, List<Report.Entity>> byPhase = new LinkedHashMap<>();
    ledger.each(
        """
        select e.phase, e.entity, e.source_table, e.target_table, e.status, e.code, e.reason,
          e.expected, e.late, %s as started, %s as ended, p.rows_a_second,
          extract(epoch from e.ended_at - e.started_at)::double precision as seconds
        from crosswalk.entity e
        join crosswalk.progress p on p.run = e.run and p.entity = e.entity
        where e.run = ?
        order by e.no
        """
            .formatted(utc("e.started_at"), utc("e.ended_at")),
        row -> {
          String entity = text(row, "entity");
          Report.Account account = books.get(entity);
          if (account == null) {
            throw new Failure(ErrorCode.INTERNAL, "'" + entity + "' is missing in the accounts");
          }
          byPhase
              .computeIfAbsent(text(row, "phase"), any -> new ArrayList<>())
              .add(
                  new Report.Entity(
                      entity,
                      row.get("source_table", String.class),
                      row.get("target_table", String.class),
                      text(row, "status"),
                      row.get("code", String.class),
                      row.get("reason", String.class),
                      account,
                      new Report.Timings(
                          row.get("started", String.class),
                          row.get("ended", String.class),
                          row.get("seconds", Double.class)),
                      row.get("rows_a_second", Long.class),
                      row.get("expected", Long.class),
                      count(row, "late"),
                      rejects.getOrDefault(entity, Map.of()),
                      changes.getOrDefault(entity, List.of()),
                      filtered.getOrDefault(entity, Map.of()),
                      checks.getOrDefault(entity, List.of())));
        });
    return byPhase;
  }

  /** A table of batches, without those that a rollback has undone. */
  private static String standing(String table) {
    return """
    crosswalk.%s
    join (select run, entity, chunk, batch from crosswalk.batch where undone_at is null) b
      using (run, entity, chunk, batch)
    """
        .formatted(table);
  }

  /** For each entity, counts of one of its tables by name. */
  private Map<String, Map<String, Long>> counts(String table, String name, String sum) {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    ledger.each(
        """
        select entity, %2$s as name, %3$s::bigint as rows
        from %1$s
        where run = ?
        group by entity, %2$s
        having %3$s > 0
        order by entity, %2$s
        """
            .formatted(table, name, sum),
        row ->
            counts
                .computeIfAbsent(text(row, "entity"), any -> new LinkedHashMap<>())
                .put(text(row, "name"), count(row, "rows")));
    return counts;
  }

  private Map<String, List<Report.RuleChange>> ruleChanges() {
    Map<String, List<Report.RuleChange>> changes = new LinkedHashMap<>();
    ledger.each(
        """
        select entity, column_name, rule, outcome, sum(rows)::bigint as rows
        from %s
        where run = ?
        group by entity, column_name, rule, outcome
        order by entity, column_name, rule, outcome
        """
            .formatted(standing("rule_change")),
        row ->
            changes
                .computeIfAbsent(text(row, "entity"), any -> new ArrayList<>())
                .add(
                    new Report.RuleChange(
                        text(row, "column_name"),
                        text(row, "rule"),
                        text(row, "outcome"),
                        count(row, "rows"))));
    return changes;
  }

  private Map<String, List<Report.Check>> checks() {
    Map<String, List<Report.Check>> checks = new LinkedHashMap<>();
    ledger.each(
        """
        select entity, check_name, kind, severity, status, about, expected, actual, violated,
          denominator, threshold, as_meant, statement
        from crosswalk.check_result
        where run = ? and not undone
        order by entity, check_name
        """,
        row ->
            checks
                .computeIfAbsent(text(row, "entity"), any -> new ArrayList<>())
                .add(
                    new Report.Check(
                        text(row, "check_name"),
                        text(row, "kind"),
                        text(row, "severity"),
                        text(row, "status"),
                        text(row, "about"),
                        row.get("expected", Long.class),
                        row.get("actual", Long.class),
                        count(row, "violated"),
                        row.get("denominator", Long.class),
                        row.get("threshold", Double.class),
                        row.get("as_meant", String.class),
                        text(row, "statement"))));
    return checks;
  }
}

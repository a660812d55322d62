package dev.crosswalk.gate;

import dev.crosswalk.ledger.CheckResult;
import dev.crosswalk.ledger.CheckResult.Kind;
import dev.crosswalk.ledger.CheckResult.Question;
import dev.crosswalk.ledger.EntityLedger;
import dev.crosswalk.library.CheckReader;
import dev.crosswalk.plan.Check;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.sql.ForeignKey;
import dev.crosswalk.sql.Origin;
import dev.crosswalk.sql.SourceSql;
import dev.crosswalk.sql.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a run has loaded: accounts, counts, references, rows and the business rules that an
 * entity names. Asking changes nothing; what was found is kept on demand. For one thread, in one
 * transaction.
 */
public final class Gate {
  /** What the names of results begin with when a phase requires them. */
  public static final String REQUIRES = "requires.";

  /** How many offending keys are kept. */
  public static final int KEYS = 20;

  private final Connection target;
  private final CompiledPlan plan;
  private final String run;

  public Gate(Connection target, CompiledPlan plan, String run) {
    this.target = target;
    this.plan = plan;
    this.run = run;
  }

  /** How deep the gate of a phase looks into one of its entities; null: as ever. */
  public @Nullable Depth depth(Phase phase, String entity) {
    Depth again = phase.onFailure().validation();
    if (plan.entity(entity).risk() == Entity.Level.HIGH) {
      return Depth.COMPREHENSIVE;
    }
    return again != null && new EntityLedger(target, run, entity).wasUndone()
        ? again
        : phase.validation();
  }

  /**
   * Asks everything about an entity, and keeps the answers; what cannot be asked is an error, not a
   * pass.
   *
   * @param depth null: accounts, declared references and business checks
   */
  public List<CheckResult> check(String phase, String entity, @Nullable Depth depth)
      throws SQLException {
    List<CheckResult> results = ask(entity, depth);
    keep(phase, entity, results);
    return results;
  }

  /** Runs the checks of a phase that only validates, and keeps the results under its name. */
  public List<CheckResult> validate(Phase phase) throws SQLException {
    List<CheckResult> results = ask(phase);
    keep(phase.phase(), phase.phase(), results);
    return results;
  }

  /** Runs the checks that a phase requires, and keeps the results with the entity that asks. */
  public List<CheckResult> require(Phase phase, String entity) throws SQLException {
    List<CheckResult> results = business(new Inquiry(target), REQUIRES, phase.requires());
    keep(phase.phase(), entity, results);
    return results;
  }

  /** Keeps answers in the ledger, in place of earlier ones to the same questions. */
  public void keep(String phase, String step, List<CheckResult> results) {
    new EntityLedger(target, run, step).checks(phase, results);
  }

  /** As {@link #check}, but keeps nothing. */
  public List<CheckResult> ask(String name, @Nullable Depth depth) throws SQLException {
    Entity entity = plan.entity(name);
    Inquiry inquiry = new Inquiry(target);
    Account account = new Account(target, inquiry, run, entity);
    References references = new References(plan, entity, run);
    List<CheckResult> results = new ArrayList<>(account.check());
    Long promised = entity.expected(plan.plan().plan());
    if (depth != null && promised != null) {
      results.add(account.expected(promised));
    }
    if (depth == Depth.BASIC) {
      return results;
    }
    List<Question> questions = new ArrayList<>(references.declared());
    if (depth != null) {
      TargetTable catalog = TargetTable.read(target, entity.target().table());
      questions.addAll(references.more(ForeignKey.of(target, catalog)));
      questions.addAll(new Rows(plan, entity, catalog).questions());
    }
    for (Question question : questions) {
      results.add(inquiry.ask(depth == null ? question.uncounted() : question));
    }
    results.addAll(business(inquiry, "", entity.checks()));
    if (depth == Depth.COMPREHENSIVE) {
      results.add(CheckResult.of(verification(), 0, null, List.of()));
    }
    return results;
  }

  /** As {@link #validate}, but keeps nothing. */
  public List<CheckResult> ask(Phase phase) throws SQLException {
    return business(new Inquiry(target), "", phase.checks());
  }

  private static Question verification() {
    return new Question(
        "verification",
        Kind.VERIFICATION,
        Check.Severity.INFO,
        "every row is what the source and the rules make of it; this version cannot ask that yet",
        "");
  }

  /** Where a check is not meant to the letter, the one that is meant is asked, too. */
  private List<CheckResult> business(Inquiry inquiry, String prefix, List<String> names)
      throws SQLException {
    Set<String> all = new LinkedHashSet<>();
    for (String name : names) {
      all.add(name);
      String meant = check(name).asMeant();
      if (meant != null) {
        all.add(meant);
      }
    }
    List<CheckResult> results = new ArrayList<>();
    for (String name : all) {
      results.add(inquiry.ask(question(prefix, check(name))));
    }
    return results;
  }

  /** What a check of the library asks. */
  static Question question(String prefix, Check check) {
    String documents =
        check.documents().isEmpty() ? "" : " (" + String.join("; ", check.documents()) + ")";
    return new Question(
        prefix + check.name(),
        Kind.BUSINESS,
        check.severity(),
        check.why() + documents,
        check.threshold(),
        check.of(),
        check.asMeant(),
        check.query());
  }

  private Check check(String name) {
    for (Expression file : plan.checks()) {
      if (file.name().equals(name)) {
        return CheckReader.read(file);
      }
    }
    return CheckReader.read(
        new Expression(
            name, "-- The plan does not hold this check.\nselect 'no such check' as key"));
  }

  /** How a query of offending keys is asked: their number, and the first of them. */
  public static String counting(String query) {
    return "select count(*), (array_agg(q.key::text))[1:" + KEYS + "] from (" + query + "\n) q";
  }

  /** Others may keep rows in the same table. */
  static String ours(Entity entity) {
    return entity.conflictsOnKey() ? " and (" + Origin.isOfAny(entity, "t") + ")" : "";
  }

  static String table(Entity entity) {
    String[] parts = entity.target().table().split("\\.", 2);
    return parts.length == 2
        ? SourceSql.quoted(parts[0], parts[1])
        : SourceSql.quoted("public", parts[0]);
  }
}
